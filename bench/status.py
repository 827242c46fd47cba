#!/usr/bin/env python3
"""The request of `stormctl status`, as a client in Python would do it: bench/status.py HOST:PORT"""
import http.client
import json
import sys

connection = http.client.HTTPConnection(sys.argv[1])
connection.request("GET", "/v1/status")
status = json.load(connection.getresponse())


def details(counts):
    return ", ".join(f"{n} {word}" for word, n in counts.items() if word not in ("id", "name", "total"))


print("Groups:")
for group in status["groups"]:
    print(f"- {group['name']}: {group['total']} resources ({details(group)})")
resources = status["resources"]
print(f"\nResources:\n- Total: {resources['total']} resources ({details(resources)})")
print(f"- In groups: {status['in_groups']} resources")
print(f"- Not in groups: {resources['total'] - status['in_groups']} resources")
for kind in "jobs", "agents":
    print(f"\n{kind.capitalize()}: {status[kind]['total']} total ({details(status[kind])})")
