import Work

/// What a convolution computes: its value, or one of its derivatives.
package enum ConvolutionPass: String, Sendable, CaseIterable {
    case forward, backwardData, backwardWeights
}

/// Which implementation computes a pass of a convolution, unless one is forced by `AVTS_CONVOLUTION=blas|direct|winograd|onednn`.
///
/// Winograd's filters win where they apply and channels are many, oneDNN's generated kernels on other wide layers, our own loops where
/// channels are few. The rule is one of sizes, not of a
/// timing at run time: the same training gives the same bits in every process. `avts-bench convolution` has the figures behind it.
package enum ConvolutionChoice {
    /// Every implementation present here, by the name that forces it.
    package static let implementations: [any ConvolutionKernel] =
        [UnfoldConvolution(), direct, winograd] + (oneDNN.map { [$0] } ?? [])

    private static let direct = DirectConvolution()
    private static let winograd = WinogradConvolution()
    private static let oneDNN = OneDNNConvolution()
    private static let bf16 = OneDNNConvolution(precision: .bf16)

    private static let requested = EnvironmentSetting.value("AVTS_CONVOLUTION")

    private static let forced: (any ConvolutionKernel)? = {
        if let complaint { Failing.with(complaint) }
        return requested.flatMap(implementation)
    }()

    private static func implementation(named name: String) -> (any ConvolutionKernel)? {
        implementations.first { $0.name == name }
    }

    /// What is wrong with `AVTS_CONVOLUTION`.
    static var complaint: String? {
        guard let requested, implementation(named: requested) == nil else { return nil }
        let names = implementations.map(\.name).joined(separator: ", ")
        let hint = requested == "onednn" ? "; oneDNN was not found: apt-get install libdnnl-dev" : ""
        return "AVTS_CONVOLUTION: found \"\(requested)\", expected one of: auto, \(names)\(hint)"
    }

    /// The name of what is forced, or `auto`.
    package static var name: String { forced?.name ?? "auto" }

    /// Whether `AVTS_CONVOLUTION=onednn`: then pooling and batch normalisation are oneDNN's as well.
    static let isOneDNNForced = forced is OneDNNConvolution

    /// The implementation for one pass of one geometry.
    ///
    /// Traps where `precision` cannot be computed in here: ask `Precision.unavailability` first.
    package static func kernel(
        for geometry: ConvolutionGeometry, _ pass: ConvolutionPass, precision: Precision = .float32
    ) -> any ConvolutionKernel {
        if precision == .bf16 {
            guard let bf16 else {
                Failing.with("precision: found bf16, which \(Precision.bf16.unavailability ?? "is off"); use .float32")
            }
            // Where the conversion costs more than it saves the products stay exact.
            if gainsInBF16(geometry, pass) { return bf16 }
        }
        if let forced { return forced }
        if hasMinimalFilter(geometry, pass) { return winograd }
        // oneDNN's work is shared by items of the batch: of a few clips the direct loops share each.
        guard isWide(geometry, pass), geometry.framesAsBatch.batch >= fewItems, let oneDNN else { return direct }
        return oneDNN
    }

    /// Winograd's filters in bf16, where they are faster than the definition's products in it.
    static func halfWinograd(
        for geometry: ConvolutionGeometry, _ pass: ConvolutionPass, precision: Precision
    ) -> HalfWinogradConvolution? {
        guard precision == .bf16, forced == nil, HalfWinogradConvolution.isFast, HalfWinogradConvolution.supports(geometry)
        else { return nil }
        return HalfWinogradConvolution()
    }

    private static let fewItems = 4

    /// Whether a pass is faster in bf16 than by the kernels for 32 bits.
    private static func gainsInBF16(_ g: ConvolutionGeometry, _ pass: ConvolutionPass) -> Bool {
        switch pass {
        case .forward: true
        case .backwardData: g.inputChannels >= 8
        case .backwardWeights: g.output.height * g.output.width > 16
        }
    }

    /// Whether the transforms of Winograd's filters cost less than the products they save.
    private static func hasMinimalFilter(_ g: ConvolutionGeometry, _ pass: ConvolutionPass) -> Bool {
        WinogradConvolution.supports(g) && min(g.inputChannels, g.outputChannels) >= (pass == .forward ? 32 : 64)
    }

    /// Whether oneDNN is faster than the direct loops.
    private static func isWide(_ g: ConvolutionGeometry, _ pass: ConvolutionPass) -> Bool {
        let isFlat = g.kernel.time == 1
        return switch pass {
        case .forward: g.outputChannels >= 64 && g.depth >= 500
        case .backwardData: g.inputChannels >= (g.stride == Extent(1, 1, 1) && isFlat ? 16 : 64)
        case .backwardWeights: g.inputChannels >= (isFlat ? 8 : 64) && g.output.height * g.output.width >= 8
        }
    }

    /// One line for `doctor`: what runs and why.
    package static var summary: String {
        if let forced { return "\(forced.name) (forced by AVTS_CONVOLUTION)" }
        guard let library = OneDNN.shared else {
            return "direct and winograd (own loops; oneDNN not found: apt-get install libdnnl-dev for other wide layers and bf16)"
        }
        let half = library.hasNativeBF16 ? "bf16 by the CPU" : "no bf16 on this CPU"
        return "direct for few channels, winograd for 3×3 of many, oneDNN \(library.version) for the others; \(half)"
    }
}
