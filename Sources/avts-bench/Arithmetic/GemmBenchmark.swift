import ArgumentParser
import Kernels

/// Matrix products: square ones, and the tall ones that unfolded convolutions give.
struct GemmBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "gemm", abstract: "Products of matrices.")

    @OptionGroup var options: MeasurementOptions

    func run() throws {
        for (m, n, k) in [(1024, 1024, 1024), (25088, 64, 576), (16384, 8, 216), (512, 512, 512), (256, 256, 256), (64, 64, 64)] {
            let (a, b, c) = (Storage(count: m * k, repeating: 0.5), Storage(count: k * n, repeating: 0.25), Storage(count: m * n))
            for implementation in MatrixImplementation.allCases where implementation.isPresent {
                try Measurement.measure(
                    "gemm \(m)×\(n)×\(k)", options: options, operations: 2 * Double(m * n) * Double(k),
                    implementation: implementation.rawValue
                ) {
                    MatrixKernel.gemm(
                        m: m, n: n, k: k, a: a.pointer, lda: k, b: b.pointer, ldb: n, c: c.pointer, ldc: n, by: implementation)
                }.report(options)
            }
        }
    }
}
