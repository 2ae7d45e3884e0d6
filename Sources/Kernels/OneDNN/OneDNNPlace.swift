/// Places of arguments in a call (dnnl_types.h: DNNL_ARG_…, macros that Swift does not import).
enum OneDNNPlace {
    static let source: Int32 = 1
    static let target: Int32 = 17
    static let weights: Int32 = 33
    static let bias: Int32 = 41
    static let mean: Int32 = 49
    static let variance: Int32 = 50
    static let scale: Int32 = 51
    static let shift: Int32 = 52
    static let workspace: Int32 = 64
    static let scratch: Int32 = 80
    static let sourceGradient: Int32 = 129
    static let targetGradient: Int32 = 145
    static let weightsGradient: Int32 = 161
    static let scaleGradient: Int32 = 255
    static let shiftGradient: Int32 = 256
}
