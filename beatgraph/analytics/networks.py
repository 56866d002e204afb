"""Networks: whether an address lies in ranges that somebody has listed, written as 192.0.2.0/24, 2001:db8::/32."""

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network


@lru_cache(maxsize=16)
def read(listed: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """The ranges of a list with commas; a ValueError names what is none."""
    return tuple(ip_network(each.strip(), strict=False) for each in listed.split(",") if each.strip())


@lru_cache(maxsize=4096)
def holds(listed: str, address: str) -> bool:
    """Whether an address is in one of the ranges; what is no address is in none."""
    ranges = read(listed)
    if not ranges:
        return False
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return any(found in each for each in ranges)
