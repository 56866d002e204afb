"""Access tokens: what is signed, and what is refused."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from beatgraph.auth.tokens import Signer
from beatgraph.errors import UnauthenticatedError
from beatgraph.settings import Settings

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
SECRET = "a secret that only the tests know of"
ABSENT = object()


def settings(keys: str = "", **more: object) -> Settings:
    return Settings(_env_file=None, secret=SECRET, signing_keys=keys, **more)


def claims(**changes: object) -> dict[str, object]:
    """Good claims, changed; a claim that is ABSENT is left out."""
    stamp = int(NOW.timestamp())
    good = {"iss": "beatgraph", "aud": "beatgraph", "sub": "7", "sid": "family", "jti": "1"}
    good |= {"iat": stamp, "nbf": stamp, "exp": stamp + 900}
    return {name: value for name, value in (good | changes).items() if value is not ABSENT}


def forged(key: object = SECRET, algorithm: str = "HS256", headers: object = None, **changes: object) -> str:
    return jwt.encode(claims(**changes), key, algorithm=algorithm, headers=headers or {"kid": "hs256"})


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def refused(signer: Signer, token: str, now: datetime = NOW) -> bool:
    try:
        signer.read(token, now)
    except UnauthenticatedError:
        return True
    return False


def test_a_signed_token_says_who_and_in_which_sign_in():
    signer = Signer(settings())

    found = signer.read(signer.sign(7, "family", NOW), NOW)

    assert (found.user_id, found.session, found.expires_at) == (7, "family", NOW + timedelta(minutes=15))


def test_the_forger_of_these_tests_makes_good_tokens_too():
    assert not refused(Signer(settings()), forged())


def test_a_token_holds_until_it_runs_out_and_no_longer():
    signer = Signer(settings(access_minutes=5))
    token = signer.sign(7, "family", NOW)

    assert not refused(signer, token, NOW + timedelta(minutes=5))
    assert refused(signer, token, NOW + timedelta(minutes=5, seconds=6))
    assert refused(signer, token, NOW - timedelta(seconds=6))


@pytest.mark.parametrize("claim", ["exp", "nbf", "iat", "iss", "aud", "sub", "sid", "jti"])
def test_a_token_without_one_of_its_claims_is_refused(claim):
    assert refused(Signer(settings()), forged(**{claim: ABSENT}))


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("iss", "another"),
        ("aud", "another"),
        ("aud", []),
        ("sub", "nobody"),
        ("sub", ""),
        ("exp", "soon"),
        ("exp", float("inf")),
        ("exp", int(NOW.timestamp()) - 60),
        ("nbf", int(NOW.timestamp()) + 60),
    ],
)
def test_a_token_with_a_wrong_claim_is_refused(claim, value):
    assert refused(Signer(settings()), forged(**{claim: value}))


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE"])
def test_a_token_without_a_signature_is_refused(algorithm):
    head = part({"alg": algorithm, "typ": "JWT", "kid": "hs256"})

    for signature in ("", base64.urlsafe_b64encode(b"x" * 32).rstrip(b"=").decode()):
        assert refused(Signer(settings()), f"{head}.{part(claims())}.{signature}")


def test_a_token_of_another_key_or_algorithm_is_refused():
    signer = Signer(settings())

    assert refused(signer, forged("another secret, as long as the right one"))
    assert refused(signer, forged(algorithm="HS512", key=SECRET * 2))
    assert refused(signer, forged(algorithm="HS384", key=SECRET * 2))


@pytest.mark.parametrize(
    "headers",
    [
        {"kid": "another"},
        {"kid": ""},
        {"kid": "../../dev/null"},
        {"kid": "hs256", "crit": ["exp"]},
        {"jwk": {"kty": "oct", "k": "c2VjcmV0"}},
        {"jku": "https://example.com/keys"},
    ],
)
def test_a_token_that_brings_its_own_key_id_is_refused(headers):
    assert refused(Signer(settings()), forged(headers=headers))


def test_a_token_without_a_key_id_is_refused():
    assert refused(Signer(settings()), jwt.encode(claims(), SECRET, algorithm="HS256"))


def test_a_token_that_was_changed_is_refused():
    head, body, signature = forged().split(".")

    for token in (
        f"{head}.{part(claims(sub='1'))}.{signature}",
        f"{head}.{body}.{signature[::-1]}",
        f"{head}.{body}.",
        f"{head}.{body}",
        f"{body}.{head}.{signature}",
        "",
        ".",
        "..",
        "é.é.é",
        "x" * 10_000,
    ):
        assert refused(Signer(settings()), token)


def test_the_secret_of_another_place_signs_nothing_here():
    other = Signer(settings().model_copy(update={"secret": "a secret that another server knows of"}))

    assert refused(Signer(settings()), other.sign(7, "family", NOW))


def private_key(kind: str) -> object:
    if kind == "EdDSA":
        return Ed25519PrivateKey.generate()
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def written(private: object, path: Path) -> str:
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(pem)
    return str(path)


@pytest.fixture(scope="module")
def rings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Two key files of each kind."""
    folder = tmp_path_factory.mktemp("keys")
    return {
        kind: [written(private_key(kind), folder / f"{kind}-{number}.pem") for number in range(2)]
        for kind in ("EdDSA", "RS256")
    }


@pytest.mark.parametrize("kind", ["EdDSA", "RS256"])
def test_keys_are_changed_without_signing_anybody_out(rings, kind):
    old, new = rings[kind]
    before, during, after = (Signer(settings(keys)) for keys in (old, f"{new}, {old}", new))
    first, second = before.sign(7, "family", NOW), during.sign(7, "family", NOW)

    heads = [jwt.get_unverified_header(token) for token in (first, second)]
    assert [head["alg"] for head in heads] == [kind, kind]
    assert heads[0]["kid"] != heads[1]["kid"]
    # While both are configured, both hold; afterwards only the new one.
    assert [refused(signer, first) for signer in (before, during, after)] == [False, False, True]
    assert [refused(signer, second) for signer in (before, during, after)] == [True, False, False]


def test_both_kinds_of_keys_go_together(rings):
    signer = Signer(settings(f"{rings['EdDSA'][0]},{rings['RS256'][0]}"))

    assert not refused(signer, signer.sign(7, "family", NOW))
    assert not refused(signer, Signer(settings(rings["RS256"][0])).sign(7, "family", NOW))


@pytest.mark.parametrize("kind", ["EdDSA", "RS256"])
def test_a_public_key_is_no_secret_to_sign_with(rings, kind):
    signer = Signer(settings(rings[kind][0]))
    kid = jwt.get_unverified_header(signer.sign(7, "family", NOW))["kid"]
    public = serialization.load_pem_private_key(Path(rings[kind][0]).read_bytes(), None).public_key()
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

    for secret in (pem, pem.strip(), SECRET.encode(), b""):
        signed = f"{part({'alg': 'HS256', 'typ': 'JWT', 'kid': kid})}.{part(claims())}"
        signature = hmac.new(secret, signed.encode(), hashlib.sha256).digest()
        assert refused(signer, f"{signed}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}")


@pytest.mark.parametrize("kind", ["EdDSA", "RS256"])
def test_once_keys_are_configured_the_secret_signs_no_more(rings, kind):
    assert refused(Signer(settings(rings[kind][0])), forged())


def test_a_key_of_the_other_kind_under_this_key_id_is_refused(rings):
    signer = Signer(settings(rings["RS256"][0]))
    kid = jwt.get_unverified_header(signer.sign(7, "family", NOW))["kid"]

    assert refused(signer, forged(Ed25519PrivateKey.generate(), "EdDSA", {"kid": kid}))
    assert refused(signer, forged(private_key("RS256"), "RS256", {"kid": kid}))


def test_weak_and_foreign_keys_are_refused_at_the_start(tmp_path):
    weak = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    foreign = ec.generate_private_key(ec.SECP256R1())

    with pytest.raises(ValueError, match="an RSA key needs at least 2048 bits"):
        Signer(settings(written(weak, tmp_path / "weak.pem")))
    with pytest.raises(ValueError, match="only Ed25519 and RSA keys can sign"):
        Signer(settings(written(foreign, tmp_path / "foreign.pem")))


@pytest.mark.anyio
@pytest.mark.parametrize(
    "token",
    [
        forged(exp=ABSENT),
        forged(aud="another"),
        forged(iss="another"),
        forged(exp=int(NOW.timestamp()) - 60),
        f"{part({'alg': 'none', 'kid': 'hs256'})}.{part(claims())}.",
        forged("another secret, as long as the right one"),
        "bg_made-up",
        "made up",
    ],
)
async def test_a_bad_token_is_401_at_every_door_public_or_not(doors, make, token):
    await make.user()

    for path in ("/api/v1/genres", "/api/v1/users/me", "/api/v1/tracks"):
        answer = await doors.get(path, token)
        assert (answer.status_code, answer.json()) == (401, {"message": "Unauthenticated."})
    login = await doors.post("/api/v1/auth/login", token, json={"email": "a@b.co", "password": "x"})
    assert login.status_code == 401
    graph = await doors.post("/graphql", token, json={"query": "{ __typename }"})
    assert graph.status_code == 401
    assert [error["extensions"]["code"] for error in graph.json()["errors"]] == ["UNAUTHENTICATED"]


@pytest.mark.anyio
async def test_a_good_token_of_somebody_who_is_not_there_is_401(doors, workshop, clock):
    token = workshop.signer.sign(404, "family", clock())

    assert (await doors.get("/api/v1/genres", token)).status_code == 401


@pytest.mark.anyio
@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic YTpi", "bearer", "x"])
async def test_a_header_that_names_nobody_is_401(doors, header):
    answer = await doors.client.get("/api/v1/genres", headers={"Authorization": header})

    assert answer.status_code == 401


@pytest.mark.anyio
async def test_the_word_bearer_is_read_in_any_case(doors, make):
    token = doors.bearer(await make.user())["Authorization"].removeprefix("Bearer ")

    answer = await doors.client.get("/api/v1/users/me", headers={"Authorization": f"bEARER  {token} "})

    assert answer.status_code == 200
