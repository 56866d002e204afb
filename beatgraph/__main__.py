"""`beatgraph` on the command line, and `python -m beatgraph`."""

from beatgraph.cli.app import app


def main() -> None:
    app()


if __name__ == "__main__":
    main()
