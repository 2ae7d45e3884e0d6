/// Programs that cells and CPython run alike (`Tests/Reference/bench_script.py`): each is the body of a function that gives a number.
enum ScriptPrograms {
    static let all: [(name: String, source: String)] = [
        (
            "fib(25)",
            """
            func fib(_ n: Int) -> Int { if n < 2 { return n }; return fib(n - 1) + fib(n - 2) }
            return Double(fib(25))
            """
        ),
        (
            "10⁶ turns",
            """
            var sum = 0
            for i in 0..<1000 { for j in 0..<1000 { sum += i * j % 7 } }
            return Double(sum)
            """
        ),
        (
            "string building",
            """
            var text = ""
            for i in 0..<200_000 { text += String(i); text += "," }
            return Double(text.utf8.count)
            """
        ),
        (
            "array sorting",
            """
            var x = 12345
            var list: [Int] = []
            for _ in 0..<200_000 { x = (x * 1103515245 + 12345) % 2147483648; list.append(x) }
            list.sort()
            return Double(list[100_000])
            """
        ),
        (
            "dictionary counting",
            """
            let words = ["the", "cat", "sat", "on", "mat"]
            var counts: [String: Int] = [:]
            for i in 0..<500_000 { counts[words[i % 5], default: 0] += 1 }
            return Double(counts["cat"]!)
            """
        ),
        (
            "sieve",
            """
            let n = 1_000_000
            var isPrime = [Bool](repeating: true, count: n)
            var i = 2
            while i * i < n {
                if isPrime[i] { for j in stride(from: i * i, to: n, by: i) { isPrime[j] = false } }
                i += 1
            }
            var count = 0
            for i in 2..<n where isPrime[i] { count += 1 }
            return Double(count)
            """
        ),
        (
            "n-body",
            """
            struct Body { var x, y, z, vx, vy, vz, m: Double }
            var bodies = (0..<5).map { (number: Int) -> Body in
                let i = Double(number)
                return Body(x: i * 1.5, y: i * i * 0.3, z: i * -0.7, vx: 0.1 * i, vy: -0.05, vz: 0.02, m: 1 / (i + 1))
            }
            for _ in 0..<20_000 {
                for i in 0..<5 {
                    for j in i + 1..<5 {
                        let dx = bodies[i].x - bodies[j].x, dy = bodies[i].y - bodies[j].y, dz = bodies[i].z - bodies[j].z
                        let square = dx * dx + dy * dy + dz * dz
                        let pull = 0.001 / (square * square.squareRoot())
                        bodies[i].vx -= dx * bodies[j].m * pull; bodies[j].vx += dx * bodies[i].m * pull
                        bodies[i].vy -= dy * bodies[j].m * pull; bodies[j].vy += dy * bodies[i].m * pull
                        bodies[i].vz -= dz * bodies[j].m * pull; bodies[j].vz += dz * bodies[i].m * pull
                    }
                }
                for i in 0..<5 {
                    bodies[i].x += 0.001 * bodies[i].vx; bodies[i].y += 0.001 * bodies[i].vy; bodies[i].z += 0.001 * bodies[i].vz
                }
            }
            return bodies[0].x
            """
        ),
        (
            "spectral norm",
            """
            func a(_ i: Int, _ j: Int) -> Double {
                let diagonal = i + j
                let place: Int = diagonal * (diagonal + 1) / 2 + i + 1
                return 1 / Double(place)
            }
            let n = 200
            var u = [Double](repeating: 1, count: n), v = u
            for _ in 0..<5 {
                for i in 0..<n { var sum = 0.0; for j in 0..<n { sum += a(i, j) * u[j] }; v[i] = sum }
                for i in 0..<n { var sum = 0.0; for j in 0..<n { sum += a(j, i) * v[j] }; u[i] = sum }
            }
            return u[0]
            """
        ),
        (
            "mandelbrot",
            """
            var inside = 0
            for row in 0..<120 {
                for column in 0..<120 {
                    let cr = Double(column) / 60 - 1.5, ci = Double(row) / 60 - 1
                    var zr = 0.0, zi = 0.0
                    var turns = 0
                    while turns < 100, zr * zr + zi * zi < 4 { (zr, zi) = (zr * zr - zi * zi + cr, 2 * zr * zi + ci); turns += 1 }
                    if turns == 100 { inside += 1 }
                }
            }
            return Double(inside)
            """
        ),
        (
            "matrix product",
            """
            let n = 120
            let a = (0..<n).map { i in (0..<n).map { j in Double(i * j % 7) } }
            let b = (0..<n).map { i in (0..<n).map { j in Double((i + j) % 5) } }
            var c = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
            for i in 0..<n { for j in 0..<n { var sum = 0.0; for k in 0..<n { sum += a[i][k] * b[k][j] }; c[i][j] = sum } }
            return c[7][11]
            """
        ),
        (
            "edit distance",
            """
            let a = (0..<600).map { $0 * 7919 % 26 }, b = (0..<600).map { $0 * 104729 % 26 }
            var row = Array(0...b.count)
            for i in 1...a.count {
                var corner = row[0]
                row[0] = i
                for j in 1...b.count {
                    let best = min(row[j] + 1, row[j - 1] + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1))
                    corner = row[j]
                    row[j] = best
                }
            }
            return Double(row[b.count])
            """
        ),
        (
            "one-layer network",
            """
            func input(_ row: Int, _ k: Int, _ step: Int) -> Double {
                let number: Int = row * 13 + k * 7 + step
                return Double(number % 11) / 11
            }
            var weights = (0..<32).map { Double($0) / 64 - 0.25 }
            var loss = 0.0
            for step in 0..<400 {
                loss = 0
                for row in 0..<32 {
                    var sum = 0.0
                    for k in 0..<32 { sum += weights[k] * input(row, k, step) }
                    let error = sum - Double(row % 3)
                    loss += error * error
                    for k in 0..<32 { weights[k] -= 0.0005 * error * input(row, k, step) }
                }
            }
            return loss
            """
        ),
    ]
}
