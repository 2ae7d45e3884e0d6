import COneDNN

/// A compiled pass of one convolution, with the copies between our layouts and the ones it wants.
final class OneDNNConvolutionPlan: @unchecked Sendable {
    enum Pass: Hashable {
        case forward, forwardWithBias, backwardData, backwardWeights
    }

    /// What is multiplied in, and what the arrays on both sides are kept as; filters and biases are 32-bit floats.
    struct Types: Hashable {
        let product: Precision
        let source: ElementType
        let target: ElementType
    }

    private let primitive: OneDNNPrimitive
    private let source: OneDNNOperand
    private let weights: OneDNNOperand
    private let target: OneDNNOperand
    private let bias: OneDNNOperand?

    /// `nil` where oneDNN has no kernel for it.
    init?(_ library: OneDNN, _ pass: Pass, _ geometry: ConvolutionGeometry, _ types: Types) {
        let shape = OneDNNConvolutionShape(geometry)
        let product = types.product == .bf16 ? dnnl_bf16 : dnnl_f32
        // A result is written as it is kept, where the product is in that type as well.
        func result(_ type: ElementType) -> dnnl_data_type_t { types.product == .bf16 ? type.oneDNN : dnnl_f32 }
        func array(_ dimensions: [Int], _ type: dnnl_data_type_t, _ layout: dnnl_format_tag_t) -> OneDNNDescriptor {
            OneDNNDescriptor(library, dimensions, type, layout)
        }
        // The two operands are of the product's type.
        let source = array(shape.source, pass == .backwardData ? result(types.source) : product, shape.channelsLast)
        let weights = array(shape.weights, pass == .backwardWeights ? dnnl_f32 : product, dnnl_format_tag_any)
        let target = array(
            shape.target, pass == .backwardData || pass == .backwardWeights ? product : result(types.target),
            shape.channelsLast)
        let bias = pass == .forwardWithBias ? array([geometry.outputChannels], dnnl_f32, dnnl_x) : nil
        let kind =
            switch pass {
            case .forward, .forwardWithBias: dnnl_forward_training
            case .backwardData: dnnl_backward_data
            case .backwardWeights: dnnl_backward_weights
            }
        let compiled = OneDNNPrimitive(library) {
            avts_dnnl_convolution(
                library.library, &$0, library.engine, kind, source.raw, weights.raw, bias?.raw, target.raw,
                shape.strides, shape.padding, shape.padding)
        }
        guard let compiled else { return nil }
        primitive = compiled

        func operand(
            _ dimensions: [Int], _ type: ElementType, _ layout: dnnl_format_tag_t, _ query: dnnl_query_t, _ place: Int32,
            result: Bool = false
        ) -> OneDNNOperand? {
            OneDNNOperand(library, dimensions, type, layout, query, of: compiled, place: place, isResult: result)
        }
        let (backData, backWeights) = (pass == .backwardData, pass == .backwardWeights)
        guard
            let sourceOperand = operand(
                shape.source, types.source, shape.channelsLast, backData ? dnnl_query_diff_src_md : dnnl_query_src_md,
                backData ? OneDNNPlace.sourceGradient : OneDNNPlace.source, result: backData),
            let weightsOperand = operand(
                shape.weights, .float32, shape.filterLayout, backWeights ? dnnl_query_diff_weights_md : dnnl_query_weights_md,
                backWeights ? OneDNNPlace.weightsGradient : OneDNNPlace.weights, result: backWeights),
            let targetOperand = operand(
                shape.target, types.target, shape.channelsLast,
                backData || backWeights ? dnnl_query_diff_dst_md : dnnl_query_dst_md,
                backData || backWeights ? OneDNNPlace.targetGradient : OneDNNPlace.target, result: !backData && !backWeights)
        else { return nil }
        (self.source, self.weights, self.target) = (sourceOperand, weightsOperand, targetOperand)
        self.bias = bias.map { descriptor in
            OneDNNOperand(library, descriptor, place: OneDNNPlace.bias)
        }
    }

    var kernelName: String { primitive.kernelName }

    /// Calls `body` with the weights in the layout of the plan; a gradient of them is copied back afterwards.
    func withWeights(_ floats: UnsafeMutablePointer<Float>, _ body: (OneDNNPrimitive.Argument) -> Void) {
        weights.with(MutableElements(floats), body)
    }

    /// Computes one piece of a batch.
    func run(
        _ source: MutableElements, _ weights: OneDNNPrimitive.Argument, _ target: MutableElements,
        bias: UnsafeMutablePointer<Float>? = nil
    ) {
        self.source.with(source) { source in
            self.target.with(target) { target in
                guard let bias, let operand = self.bias else { return primitive.run([source, weights, target]) }
                operand.with(MutableElements(bias)) { primitive.run([source, weights, target, $0]) }
            }
        }
    }
}
