/// The largest input of each window, as PyTorch has it: padding never wins, NaN does, the first of equals is the one.
package enum MaxPooling {
    /// Writes the maxima and, for the derivative, which place of its window each came from (0…kernel.count − 1, as a float).
    package static func forward(
        _ geometry: PoolingGeometry, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
        places: UnsafeMutablePointer<Float>
    ) {
        let channels = geometry.channels
        let step = geometry.stride.width * channels
        let clip = geometry.output.count * channels
        Threads.parallelBlocks(geometry.batch) { n in
            (places + n * clip).update(repeating: -1, count: clip)
            (output + n * clip).update(repeating: -.infinity, count: clip)
            geometry.forEachRun(ofClip: n) { target, source, points, place in
                let mark = Float(place)
                for point in 0..<points {
                    let (x, best, won) = (
                        input + source + point &* step, output + target + point &* channels, places + target + point &* channels
                    )
                    var c = 0
                    while c &+ 8 <= channels {
                        let (new, old, before) = (SIMD8(at: x + c), SIMD8(at: best + c), SIMD8(at: won + c))
                        let wins = (new .> old) .| (new .!= new) .| (before .< 0)
                        old.replacing(with: new, where: wins).store(to: best + c)
                        before.replacing(with: mark, where: wins).store(to: won + c)
                        c &+= 8
                    }
                    while c < channels {
                        if x[c] > best[c] || x[c].isNaN || won[c] < 0 { (best[c], won[c]) = (x[c], mark) }
                        c &+= 1
                    }
                }
            }
        }
    }

    /// Gives each output's derivative to the input that won.
    package static func backward(
        _ geometry: PoolingGeometry, outputGradient: UnsafePointer<Float>, places: UnsafePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>
    ) {
        let channels = geometry.channels
        let step = geometry.stride.width * channels
        let clip = geometry.input.count * channels
        Threads.parallelBlocks(geometry.batch) { n in
            (inputGradient + n * clip).update(repeating: 0, count: clip)
            geometry.forEachRun(ofClip: n) { target, source, points, place in
                let mark = Float(place)
                for point in 0..<points {
                    let x = inputGradient + source + point &* step
                    let (g, won) = (outputGradient + target + point &* channels, places + target + point &* channels)
                    var c = 0
                    while c &+ 8 <= channels {
                        let share = SIMD8<Float>.zero.replacing(with: SIMD8(at: g + c), where: SIMD8(at: won + c) .== mark)
                        (SIMD8(at: x + c) + share).store(to: x + c)
                        c &+= 8
                    }
                    while c < channels {
                        if won[c] == mark { x[c] += g[c] }
                        c &+= 1
                    }
                }
            }
        }
    }

    /// Takes for each output the element of `input` at the place that had won: the derivative of `backward` by what it shares out.
    package static func pick(
        _ geometry: PoolingGeometry, input: UnsafePointer<Float>, places: UnsafePointer<Float>,
        output: UnsafeMutablePointer<Float>
    ) {
        let channels = geometry.channels
        let step = geometry.stride.width * channels
        let clip = geometry.output.count * channels
        Threads.parallelBlocks(geometry.batch) { n in
            (output + n * clip).update(repeating: 0, count: clip)
            geometry.forEachRun(ofClip: n) { target, source, points, place in
                let mark = Float(place)
                for point in 0..<points {
                    let (x, y) = (input + source + point &* step, output + target + point &* channels)
                    let won = places + target + point &* channels
                    for c in 0..<channels where won[c] == mark { y[c] = x[c] }
                }
            }
        }
    }
}
