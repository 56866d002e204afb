"""What travels between press and drawing process: frames of so many bytes."""

import struct

LENGTH = struct.Struct(">I")
LARGEST = 8 * 1024 * 1024
"""No cover is larger, in bytes."""


def frame(content: bytes) -> bytes:
    return LENGTH.pack(len(content)) + content
