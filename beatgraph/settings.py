"""Settings: every `BEATGRAPH_*` variable, with a default that is safe for development."""

from ipaddress import ip_network
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import URL, make_url

DEVELOPMENT_SECRET = "beatgraph-development-secret-change-me"
OWN_NETWORKS = "127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7"
"""Addresses of no network but one's own, such as a proxy's, which say nothing of who is behind them."""
MEBIBYTE = 1024 * 1024


class Settings(BaseSettings):
    """What an operator may change; `.env.example` names each of these."""

    model_config = SettingsConfigDict(env_prefix="BEATGRAPH_", env_file=".env", extra="ignore")

    env: Literal["development", "production"] = Field(default="development", description="Where this runs.")
    database_url: str = Field(
        default="sqlite:///var/beatgraph.db", description="Plain sqlite:/// or postgresql:// URL."
    )
    jobs_database_url: str = Field(default="", description="Where durable jobs are kept; empty: beside the database.")
    storage_url: str = Field(
        default="", description="file:/// folder or s3://bucket/prefix; empty: a folder beside the database."
    )
    accel_path: str = Field(
        default="",
        pattern=r"^(/[^?#\s]+)?$",
        description="Location of the files on disk inside nginx (X-Accel-Redirect); empty: sent from here.",
    )
    valkey_url: str = Field(default="", description="Shared limits across processes; empty: in this process.")
    secret: str = Field(default=DEVELOPMENT_SECRET, description="Signs tokens and links; at least 32 characters.")
    public_url: str = Field(default="http://127.0.0.1:8000", description="How clients reach this server.")
    signing_keys: str = Field(
        default="", description="PEM private keys (Ed25519 or RSA), comma-separated; the first signs."
    )
    issuer: str = Field(default="beatgraph", description="The iss and aud claim of access tokens.")
    access_minutes: int = Field(default=15, ge=1, le=1440, description="How long an access token lives, in minutes.")
    refresh_days: int = Field(default=30, ge=1, le=365, description="How long a refresh token lives, in days.")
    rate_limits: Literal["on", "off"] = Field(
        default="on", description="off still counts and sends headers, never refuses."
    )
    upload_bytes: int = Field(default=256 * MEBIBYTE, ge=1, description="Largest audio file, in bytes.")
    image_bytes: int = Field(default=10 * MEBIBYTE, ge=1, description="Largest picture, in bytes.")
    json_bytes: int = Field(default=256 * 1024, ge=1024, description="Largest JSON body, in bytes.")
    query_depth: int = Field(default=12, ge=1, description="Deepest GraphQL selection; introspection has its own.")
    query_nodes: int = Field(default=20_000, ge=1, description="Most rows that a GraphQL document may ask for.")
    query_seconds: float = Field(default=60, gt=0, description="How long a GraphQL document may run, in seconds.")
    realtime_seconds: float = Field(
        default=5, gt=0, description="How often a subscription looks for something new, in seconds."
    )
    introspection: bool = Field(default=True, description="Whether the schema may be asked for.")
    analysis_workers: int = Field(default=2, ge=1, le=32, description="Processes that decode and analyse audio.")
    analysis_seconds: float = Field(
        default=120, gt=0, description="Longest that one file may keep a worker, in seconds."
    )
    extract_seconds: float = Field(
        default=30, gt=0, description="How long extract-metadata waits before it answers 202."
    )
    spotify_client_id: str = Field(default="", description="Id of a Spotify app; empty: Spotify is not asked.")
    spotify_client_secret: str = Field(default="", description="Secret of the Spotify app.")
    spotify_accounts_url: str = Field(
        default="https://accounts.spotify.com", description="Where Spotify gives out tokens."
    )
    spotify_api_url: str = Field(default="https://api.spotify.com/v1", description="Where Spotify's Web API is.")
    acrcloud_key: str = Field(default="", description="Access key of an ACRCloud project; empty: it is not asked.")
    acrcloud_secret: str = Field(default="", description="Access secret of the ACRCloud project.")
    acrcloud_url: str = Field(
        default="https://identify-eu-west-1.acrcloud.com", description="Host of the ACRCloud project's region."
    )
    audd_token: str = Field(default="", description="API token of AudD; empty: it is not asked.")
    audd_url: str = Field(default="https://api.audd.io/", description="Where AudD recognises clips.")
    acoustid_key: str = Field(default="", description="API key of an AcoustID application; empty: it is not asked.")
    acoustid_url: str = Field(default="https://api.acoustid.org/v2/lookup", description="Where AcoustID is asked.")
    recon_catalogue: Literal["on", "off"] = Field(
        default="off", description="Whether Audio Recon also looks for tracks of this platform that sound alike."
    )
    recon_daily: int = Field(default=500, ge=1, description="Most tracks that Audio Recon scans a day.")
    executor: str = Field(default="local", description="Stable, unique name of this process for durable jobs.")
    events_kept_months: int = Field(
        default=0, ge=0, description="Whole months that single plays, views and shares are kept; 0: for ever."
    )
    automated_networks: str = Field(
        default="",
        description="Address ranges of datacentres and VPNs, comma-separated: what comes from there is a bot's.",
    )
    shared_networks: str = Field(
        default=OWN_NETWORKS,
        description="Address ranges that many people share, such as campuses: plays from there have no cap.",
    )
    trusted_proxies: str = Field(
        default="", description="Addresses whose X-Forwarded-For is believed, comma-separated."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="What is logged.")

    @model_validator(mode="after")
    def _production_is_strict(self) -> Self:
        if self.env == "production" and self.secret == DEVELOPMENT_SECRET:
            raise ValueError("BEATGRAPH_SECRET must be set in production; the development secret is public.")
        if len(self.secret) < 32:
            raise ValueError("BEATGRAPH_SECRET needs at least 32 characters.")
        return self

    @model_validator(mode="after")
    def _late_events_find_their_month(self) -> Self:
        if self.events_kept_months == 1:
            raise ValueError("BEATGRAPH_EVENTS_KEPT_MONTHS must be 0 or at least 2: events come up to 30 days late.")
        return self

    @model_validator(mode="after")
    def _networks_are_networks(self) -> Self:
        for each in f"{self.automated_networks},{self.shared_networks}".split(","):
            if each.strip():
                ip_network(each.strip(), strict=False)
        return self

    @model_validator(mode="after")
    def _credentials_are_whole(self) -> Self:
        for one, other in (("spotify_client_id", "spotify_client_secret"), ("acrcloud_key", "acrcloud_secret")):
            if bool(getattr(self, one)) is not bool(getattr(self, other)):
                raise ValueError(f"BEATGRAPH_{one.upper()} and BEATGRAPH_{other.upper()} go together.")
        return self

    @property
    def database(self) -> URL:
        """The application's database, with the driver that is ours to choose."""
        return driven(self.database_url, sqlite="sqlite+aiosqlite", postgresql="postgresql+asyncpg")

    @property
    def migrations_database(self) -> URL:
        """The same database for Alembic, which is synchronous."""
        return driven(self.database_url, sqlite="sqlite", postgresql="postgresql+psycopg")

    @property
    def storage(self) -> str:
        """Where files are kept."""
        return self.storage_url or f"file://{self._beside.absolute() / 'media'}"

    @property
    def _beside(self) -> Path:
        """The folder of a SQLite file; without one, `var`."""
        url = make_url(self.database_url)
        return Path(url.database).parent if url.get_backend_name() == "sqlite" and url.database else Path("var")

    @property
    def jobs_database(self) -> str:
        """Where jobs are kept: a file of their own beside SQLite's (one writer each), or PostgreSQL itself."""
        if self.jobs_database_url:
            return self.jobs_database_url
        if make_url(self.database_url).get_backend_name() != "sqlite":
            return self.database_url
        return f"sqlite:///{self._beside / 'jobs.db'}"


def driven(url: str, *, sqlite: str, postgresql: str) -> URL:
    """Put our driver into a plain `sqlite:///…` or `postgresql://…` URL."""
    plain = make_url(url)
    drivers = {"sqlite": sqlite, "postgresql": postgresql, "postgres": postgresql}
    backend = plain.drivername.partition("+")[0]
    if backend not in drivers:
        raise ValueError(f"BEATGRAPH_DATABASE_URL must start with sqlite:/// or postgresql://, not {backend}.")
    return plain.set(drivername=drivers[backend])
