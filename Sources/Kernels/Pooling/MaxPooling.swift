/// The largest input of each window, as PyTorch has it: padding never wins, NaN does, the first of equals is the one.
package enum MaxPooling {
    /// Writes the maxima and, for the derivative, which input of its window each was (0…kernel.count − 1).
    package static func forward(
        _ geometry: PoolingGeometry, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
        positions: UnsafeMutablePointer<Int32>
    ) {
        let channels = geometry.channels
        Threads.parallelBlocks(geometry.batch) { n in
            geometry.forEachInput(ofClip: n) { point, source, position, isFirst in
                let (best, place, x) = (output + point, positions + point, input + source)
                let position = Int32(truncatingIfNeeded: position)
                if isFirst {
                    best.update(from: x, count: channels)
                    place.update(repeating: position, count: channels)
                    return
                }
                var c = 0
                while c &+ 8 <= channels {
                    let (new, old) = (SIMD8(at: x + c), SIMD8(at: best + c))
                    let wins = (new .> old) .| (new .!= new)
                    old.replacing(with: new, where: wins).store(to: best + c)
                    let places = UnsafeMutableRawPointer(place + c)
                    places.storeBytes(
                        of: places.loadUnaligned(as: SIMD8<Int32>.self).replacing(with: position, where: wins),
                        as: SIMD8<Int32>.self)
                    c &+= 8
                }
                while c < channels {
                    if x[c] > best[c] || x[c].isNaN { (best[c], place[c]) = (x[c], position) }
                    c &+= 1
                }
            }
        }
    }

    /// Gives each output's derivative to the input that won.
    package static func backward(
        _ geometry: PoolingGeometry, outputGradient: UnsafePointer<Float>, positions: UnsafePointer<Int32>,
        inputGradient: UnsafeMutablePointer<Float>
    ) {
        let channels = geometry.channels
        let clip = geometry.input.count * channels
        Threads.parallelBlocks(geometry.batch) { n in
            (inputGradient + n * clip).update(repeating: 0, count: clip)
            geometry.forEachInput(ofClip: n) { point, source, position, _ in
                let (g, place, x) = (outputGradient + point, positions + point, inputGradient + source)
                let position = Int32(truncatingIfNeeded: position)
                var c = 0
                while c &+ 8 <= channels {
                    let won = UnsafeRawPointer(place + c).loadUnaligned(as: SIMD8<Int32>.self) .== SIMD8(repeating: position)
                    let share = SIMD8<Float>.zero.replacing(with: SIMD8(at: g + c), where: won)
                    (SIMD8(at: x + c) + share).store(to: x + c)
                    c &+= 8
                }
                while c < channels {
                    if place[c] == position { x[c] += g[c] }
                    c &+= 1
                }
            }
        }
    }
}

extension SIMD8<Float> {
    @inline(__always)
    init(at pointer: UnsafePointer<Float>) { self = UnsafeRawPointer(pointer).loadUnaligned(as: Self.self) }

    @inline(__always)
    func store(to pointer: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(pointer).storeBytes(of: self, as: Self.self)
    }
}
