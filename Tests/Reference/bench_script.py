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
    return fib(25)


def turns():
    total = 0
    for i in range(1000):
        for j in range(1000):
            total += i * j % 7
    return total


def building():
    text = ""
    for i in range(200_000):
        text += str(i)
        text += ","
    return len(text)


def sorting():
    x = 12345
    numbers = []
    for _ in range(200_000):
        x = (x * 1103515245 + 12345) % 2147483648
        numbers.append(x)
    numbers.sort()
    return numbers[100_000]


def counting():
    words = ["the", "cat", "sat", "on", "mat"]
    counts = {}
    for i in range(500_000):
        counts[words[i % 5]] = counts.get(words[i % 5], 0) + 1
    return counts["cat"]


def sieve():
    n = 1_000_000
    prime = [True] * n
    i = 2
    while i * i < n:
        if prime[i]:
            for j in range(i * i, n, i):
                prime[j] = False
        i += 1
    count = 0
    for i in range(2, n):
        if prime[i]:
            count += 1
    return count


class Body:
    __slots__ = ("x", "y", "z", "vx", "vy", "vz", "m")

    def __init__(self, i):
        self.x, self.y, self.z = i * 1.5, i * i * 0.3, i * -0.7
        self.vx, self.vy, self.vz, self.m = 0.1 * i, -0.05, 0.02, 1 / (i + 1)


def bodies():
    all = [Body(i) for i in range(5)]
    for _ in range(20_000):
        for i in range(5):
            a = all[i]
            for j in range(i + 1, 5):
                b = all[j]
                dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
                square = dx * dx + dy * dy + dz * dz
                pull = 0.001 / (square * square ** 0.5)
                a.vx -= dx * b.m * pull
                b.vx += dx * a.m * pull
                a.vy -= dy * b.m * pull
                b.vy += dy * a.m * pull
                a.vz -= dz * b.m * pull
                b.vz += dz * a.m * pull
        for a in all:
            a.x += 0.001 * a.vx
            a.y += 0.001 * a.vy
            a.z += 0.001 * a.vz
    return all[0].x


def spectral():
    def a(i, j):
        return 1 / ((i + j) * (i + j + 1) // 2 + i + 1)
    n = 200
    u, v = [1.0] * n, [1.0] * n
    for _ in range(5):
        for i in range(n):
            total = 0.0
            for j in range(n):
                total += a(i, j) * u[j]
            v[i] = total
        for i in range(n):
            total = 0.0
            for j in range(n):
                total += a(j, i) * v[j]
            u[i] = total
    return u[0]


def mandelbrot():
    inside = 0
    for row in range(120):
        for column in range(120):
            cr, ci = column / 60 - 1.5, row / 60 - 1
            zr = zi = 0.0
            count = 0
            while count < 100 and zr * zr + zi * zi < 4:
                zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci
                count += 1
            if count == 100:
                inside += 1
    return inside


def product():
    n = 120
    a = [[float(i * j % 7) for j in range(n)] for i in range(n)]
    b = [[float((i + j) % 5) for j in range(n)] for i in range(n)]
    c = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            total = 0.0
            for k in range(n):
                total += a[i][k] * b[k][j]
            c[i][j] = total
    return c[7][11]


def distance():
    a = [i * 7919 % 26 for i in range(600)]
    b = [i * 104729 % 26 for i in range(600)]
    row = list(range(len(b) + 1))
    for i in range(1, len(a) + 1):
        corner = row[0]
        row[0] = i
        for j in range(1, len(b) + 1):
            best = min(row[j] + 1, row[j - 1] + 1, corner + (0 if a[i - 1] == b[j - 1] else 1))
            corner = row[j]
            row[j] = best
    return row[len(b)]


def network():
    weights = [k / 64 - 0.25 for k in range(32)]
    loss = 0.0
    for step in range(400):
        loss = 0.0
        for row in range(32):
            total = 0.0
            for k in range(32):
                total += weights[k] * (((row * 13 + k * 7 + step) % 11) / 11)
            error = total - row % 3
            loss += error * error
            for k in range(32):
                weights[k] -= 0.0005 * error * (((row * 13 + k * 7 + step) % 11) / 11)
    return loss


PROGRAMS = {
    "fib(25)": recursion, "10⁶ turns": turns, "string building": building, "array sorting": sorting,
    "dictionary counting": counting, "sieve": sieve, "n-body": bodies, "spectral norm": spectral,
    "mandelbrot": mandelbrot, "matrix product": product, "edit distance": distance, "one-layer network": network,
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
            value = work()
            seconds.append(time.perf_counter() - start)
        print(json.dumps({
            "name": name, "median": statistics.median(seconds), "minimum": min(seconds), "maximum": max(seconds),
            "runs": options.runs, "value": float(value), "implementation": f"CPython {platform.python_version()}"}))


if __name__ == "__main__":
    main()
