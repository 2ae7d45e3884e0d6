#!/usr/bin/env python3
"""The programs of `avts-bench script` in this Python. One JSON object a line.

Usage: bench_script.py [--runs 7] [--only NAME]
"""
import argparse
import json
import platform
import statistics
import time


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def recursion():
    fib(25)


def turns():
    total = 0
    for i in range(1000):
        for j in range(1000):
            total += i * j % 7


def building():
    text = ""
    for i in range(200_000):
        text += str(i)
        text += ","


def sorting():
    x = 12345
    numbers = []
    for _ in range(200_000):
        x = (x * 1103515245 + 12345) % 2147483648
        numbers.append(x)
    numbers.sort()


def counting():
    words = ["the", "cat", "sat", "on", "mat"]
    counts = {}
    for i in range(500_000):
        counts[words[i % 5]] = counts.get(words[i % 5], 0) + 1


PROGRAMS = {
    "fib(25)": recursion, "10⁶ turns": turns, "string building": building, "array sorting": sorting,
    "dictionary counting": counting,
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--only", choices=PROGRAMS)
    options = parser.parse_args()
    for name, work in PROGRAMS.items():
        if options.only not in (None, name):
            continue
        work()
        seconds = []
        for _ in range(options.runs):
            start = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - start)
        print(json.dumps({
            "name": name, "median": statistics.median(seconds), "minimum": min(seconds), "maximum": max(seconds),
            "runs": options.runs, "implementation": f"CPython {platform.python_version()}"}))


if __name__ == "__main__":
    main()
