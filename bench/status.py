#!/usr/bin/env python3
"""The requests and counts of `stormctl status`, as a client in Python would do them: bench/status.py HOST:PORT"""
import collections
import http.client
import json
import sys

connection = http.client.HTTPConnection(sys.argv[1])


def get(path):
    connection.request("GET", "/v1/" + path)
    return json.load(connection.getresponse())


def counts(objects, *fields):
    seen = collections.Counter(o[f] for o in objects for f in fields)
    return ", ".join(f"{n} {name}" for name, n in seen.items())


resources, grouped = get("resources"), set()
print("Groups:")
for group in get("groups"):
    members = get(f"groups/{group['id']}/members")
    grouped.update(m["id"] for m in members)
    print(f"- {group['name']}: {len(members)} resources ({counts(members, 'status', 'health')})")
print(f"\nResources:\n- Total: {len(resources)} resources ({counts(resources, 'status', 'health')})")
print(f"- In groups: {len(grouped)} resources\n- Not in groups: {len(resources) - len(grouped)} resources")
for kind in "jobs", "agents":
    objects = get(kind)
    print(f"\n{kind.capitalize()}: {len(objects)} total ({counts(objects, 'status')})")
