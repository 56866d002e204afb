"""What the app's screens weigh: python -m benchmarks.screens URL, over the demo catalogue of a running server.

The output is the table of docs/app.md.
"""

import argparse
import gzip
import json

import httpx2
from graphql import OperationDefinitionNode, OperationType, parse

from beatgraph.cli.demo.accounts import PASSWORD
from beatgraph.server.documents import Document, documents
from beatgraph.server.explorer import OPERATIONS
from tests.test_operations import ASKED_BY, COSTS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="where the server answers")
    url = parser.parse_args().url
    with httpx2.Client(base_url=url, timeout=60) as client:
        tokens = {who: token(client, who) for who in ("producer", *set(ASKED_BY.values()))}
        print("| document | operation | statements | bytes | gzipped |")
        print("| --- | --- | --: | --: | --: |")
        for document in documents(OPERATIONS):
            link = f"[{document.name}](../operations/{document.name}.graphql)"
            for name, kind in operations(document.query).items():
                weight = "|"
                if kind is OperationType.QUERY and name != "UploadProgress":
                    weight = weighed(client, document, name, tokens[ASKED_BY.get(name, "producer")])
                print(f"| {link} | `{name}` | {COSTS[name]} | {weight} |")


def operations(query: str) -> dict[str, OperationType]:
    found = [each for each in parse(query).definitions if isinstance(each, OperationDefinitionNode)]
    return {each.name.value: each.operation for each in found if each.name}


def token(client: httpx2.Client, who: str) -> str:
    query = "mutation ($input: LoginInput!) { login(input: $input) { token } }"
    credentials = {"email": f"{who}@beatgraph.example", "password": PASSWORD}
    answer = client.post("/graphql", json={"query": query, "variables": {"input": credentials}})
    found: str = answer.json()["data"]["login"]["token"]
    return found


def weighed(client: httpx2.Client, document: Document, operation: str, bearer: str) -> str:
    given = {"query": document.query, "operationName": operation, "variables": json.loads(document.variables)}
    answer = client.post("/graphql", json=given, headers={"Authorization": f"Bearer {bearer}"})
    if "errors" in answer.json():
        raise SystemExit(f"{operation}: {answer.json()['errors']}")
    return f"{len(answer.content)} | {len(gzip.compress(answer.content, 6))}"


if __name__ == "__main__":
    main()
