import COneDNN

/// A convolution's sizes as oneDNN counts them: batch and channels first, whatever the layout.
///
/// What has no time is a picture to oneDNN, whose kernels for pictures are the better kept ones.
struct OneDNNConvolutionShape {
    let source: [Int]
    let weights: [Int]
    let target: [Int]
    let strides: [Int64]
    let padding: [Int64]
    let channelsLast: dnnl_format_tag_t
    let filterLayout: dnnl_format_tag_t

    init(_ g: ConvolutionGeometry) {
        let flat = g.input.time == 1 && g.kernel.time == 1 && g.padding.time == 0
        func axes(_ extent: Extent) -> [Int] {
            flat ? [extent.height, extent.width] : [extent.time, extent.height, extent.width]
        }
        source = [g.batch, g.inputChannels] + axes(g.input)
        weights = [g.outputChannels, g.inputChannels] + axes(g.kernel)
        target = [g.batch, g.outputChannels] + axes(g.output)
        strides = axes(g.stride).map(Int64.init)
        padding = axes(g.padding).map(Int64.init)
        channelsLast = flat ? dnnl_nhwc : dnnl_ndhwc
        filterLayout = flat ? dnnl_hwio : dnnl_dhwio
    }
}
