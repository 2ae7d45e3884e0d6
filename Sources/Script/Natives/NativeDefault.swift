/// The value of a parameter that a call leaves out, written as a literal: `defaults: ["bands": 40, "unit": nil]`.
public struct NativeDefault: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByStringLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral
{
    let value: Value

    public init(_ value: Value) { self.value = value }
    public init(integerLiteral value: Int) { self.value = .int(value) }
    public init(floatLiteral value: Double) { self.value = .double(value) }
    public init(booleanLiteral value: Bool) { self.value = .bool(value) }
    public init(stringLiteral value: String) { self.value = .string(value) }
    public init(nilLiteral: ()) { value = .none }
    public init(arrayLiteral elements: NativeDefault...) { value = .array(elements.map(\.value)) }

    public static var none: NativeDefault { NativeDefault(.none) }
    public static func int(_ value: Int) -> NativeDefault { NativeDefault(.int(value)) }
    public static func double(_ value: Double) -> NativeDefault { NativeDefault(.double(value)) }
    public static func string(_ value: String) -> NativeDefault { NativeDefault(.string(value)) }
    public static func bool(_ value: Bool) -> NativeDefault { NativeDefault(.bool(value)) }
    public static func array(_ value: [Value]) -> NativeDefault { NativeDefault(.array(value)) }
}
