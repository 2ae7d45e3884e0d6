extension DirectPlan {
    /// From output gradients to input gradients: for stride 1 a convolution with the flipped filter; for stride s one for each of
    /// the s³ remainders of (position + padding), each with the filter positions of that remainder, so no zero is ever multiplied.
    static func backwardData(_ g: ConvolutionGeometry) -> DirectPlan {
        let cuts = Cuts(g.input, batch: g.batch) { frames, rows in
            (frames / g.stride.time + g.kernel.time) * (rows / g.stride.height + g.kernel.height)
                * (g.output.width + g.kernel.width) * g.outputChannels
        }
        var phases: [Phase] = []
        let bands = cuts.boxes.map { box in
            let times = Axis(box.time, g.kernel.time, g.stride.time, g.padding.time)
            let heights = Axis(box.height, g.kernel.height, g.stride.height, g.padding.height)
            let widths = Axis(0..<g.input.width, g.kernel.width, g.stride.width, g.padding.width)
            let window = Window(
                origin: Extent(times.origin, heights.origin, widths.origin), size: Extent(times.size, heights.size, widths.size))
            phases = []
            var parts: [Part] = []
            for t in times.phases {
                for h in heights.phases {
                    for w in widths.phases {
                        var part = PartBuilder(
                            window: window.size, sourceChannels: g.outputChannels, target: g.input,
                            targetChannels: g.inputChannels)
                        for pt in t.points {
                            for ph in h.points {
                                for pw in w.points {
                                    part.append(
                                        source: Extent(pt.source, ph.source, pw.source),
                                        target: Extent(pt.target, ph.target, pw.target))
                                }
                            }
                        }
                        var taps: [(time: Int, height: Int)] = []
                        var offsets: [Int] = []
                        if !w.taps.isEmpty {
                            for (i, kt) in t.taps.enumerated() {
                                for (j, kh) in h.taps.enumerated() {
                                    taps.append((kt, kh))
                                    offsets.append((i * window.size.height + j) * window.size.width * g.outputChannels)
                                }
                            }
                        }
                        parts.append(part.build(phase: phases.count, taps: offsets))
                        phases.append(Phase(taps: taps, columns: w.taps))
                    }
                }
            }
            return Band(window: window, parts: parts)
        }
        return DirectPlan(phases: phases, bands: bands, sourceChannels: g.outputChannels, targetChannels: g.inputChannels)
    }

    /// One axis of a band: which outputs it needs, and the points and filter positions of each remainder.
    private struct Axis {
        struct Phase {
            /// Filter positions in the order of the outputs they meet.
            var taps: [Int]
            var points: [(target: Int, source: Int)]
        }

        let origin: Int
        let size: Int
        let phases: [Phase]

        init(_ range: Range<Int>, _ kernel: Int, _ stride: Int, _ padding: Int) {
            let reach = (kernel + stride - 1) / stride - 1  // outputs before the last that any point needs
            let origin = (range.lowerBound + padding) / stride - reach
            self.origin = origin
            size = (range.upperBound - 1 + padding) / stride - origin + 1
            phases = (0..<stride).map { remainder in
                let taps = Swift.stride(from: remainder, to: kernel, by: stride).reversed()
                let points = range.filter { ($0 + padding) % stride == remainder }.map { target in
                    (target, taps.isEmpty ? 0 : (target + padding) / stride - (taps.count - 1) - origin)
                }
                return Phase(taps: Array(taps), points: points)
            }
        }
    }
}
