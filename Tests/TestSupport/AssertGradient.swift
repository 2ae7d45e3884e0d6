import Tensors
import XCTest

/// Asserts that the gradient of `body` agrees with finite differences at `inputs`.
///
/// The result is made a number by weights drawn from a fixed stream, and summed in double precision; differences are central,
/// of fourth order: (8 (f(h) − f(−h)) − (f(2h) − f(−2h))) / 12h. At most `samples` elements of an input are tried.
///
/// - Parameters:
///   - step: h, in units of the inputs. Stay clear of kinks by more than 2h.
///   - tolerance: largest difference, in units of the largest gradient of that input (but at least 10⁻³ of all inputs' largest).
package func assertGradient(
    of body: ([Tensor]) -> Tensor, at inputs: [Tensor], step: Float = 1e-2, tolerance: Double = 1e-3,
    samples: Int = 48, _ label: String = "", file: StaticString = #filePath, line: UInt = #line
) {
    let output = body(inputs)
    XCTAssertFalse(output.isTracked, "\(label): tracked without a differentiation", file: file, line: line)
    var stream = RandomStream(seed: 17).split("assertGradient")
    let weights = Tensor.uniform(output.shape, in: 0.5..<1.5, using: &stream)
    let gradients = gradient(at: inputs) { (body($0) * weights).sum() }
    func value(_ inputs: [Tensor]) -> Double {
        zip(body(inputs).scalars, weights.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    var numeric: [[Double]] = []
    var analytic: [[Double]] = []
    for (position, input) in inputs.enumerated() {
        let chosen = Array(stream.permutation(input.count).prefix(samples))
        let scalars = input.scalars
        let found = gradients[position].scalars
        numeric.append(
            chosen.map { index in
                func moved(_ steps: Float) -> Double {
                    var changed = scalars
                    changed[index] += steps * step
                    var all = inputs
                    all[position] = Tensor(changed, shape: input.shape)
                    return value(all)
                }
                return (8 * (moved(1) - moved(-1)) - (moved(2) - moved(-2))) / (12 * Double(step))
            })
        analytic.append(chosen.map { Double(found[$0]) })
        XCTAssertEqual(gradients[position].shape, input.shape, "\(label): gradient \(position)", file: file, line: line)
    }
    let overall = numeric.joined().map(abs).max() ?? 0
    for position in inputs.indices {
        let own = numeric[position].map(abs).max() ?? 0
        assertClose(
            analytic[position], numeric[position], tolerance: tolerance, scale: max(own, overall * 1e-3, 1e-6),
            "\(label) gradient of input \(position)", file: file, line: line)
    }
}

/// Asserts the gradient of a function of one tensor.
package func assertGradient(
    of body: (Tensor) -> Tensor, at input: Tensor, step: Float = 1e-2, tolerance: Double = 1e-3, samples: Int = 48,
    _ label: String = "", file: StaticString = #filePath, line: UInt = #line
) {
    assertGradient(
        of: { body($0[0]) }, at: [input], step: step, tolerance: tolerance, samples: samples, label, file: file,
        line: line)
}
