for n in [0, 1, 5, 255] {
    print(n, String(n, radix: 2), String(n, radix: 16), Int(String(n, radix: 2), radix: 2)!)
}
print(0b1010, 0xFF, 0o17, 1_000_000)
print(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 4, 256 >> 2)
