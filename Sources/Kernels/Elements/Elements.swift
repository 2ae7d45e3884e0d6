import Work

/// Where a kernel reads elements, and what they are: the boundary at which it is chosen by type.
package struct Elements {
    package let address: UnsafeRawPointer
    package let type: ElementType

    package init(_ address: UnsafeRawPointer, _ type: ElementType) { (self.address, self.type) = (address, type) }

    /// Of 32-bit floats.
    package init(_ floats: UnsafePointer<Float>) { self.init(UnsafeRawPointer(floats), .float32) }

    /// The elements from the one at `place` on.
    package static func + (elements: Elements, place: Int) -> Elements {
        Elements(elements.address + place * elements.type.size, elements.type)
    }

    /// As 32-bit floats; of another type the cell ends.
    package var floats: UnsafePointer<Float> { pointer(to: Float.self) }
    var halves: UnsafePointer<BFloat16> { pointer(to: BFloat16.self) }
    /// As a mask's bytes.
    var flags: UnsafePointer<UInt8> {
        Failing.unless(type == .bool, "kernel: found elements of \(type), expected bool")
        return address.assumingMemoryBound(to: UInt8.self)
    }

    /// As elements that a kernel is written for; of another type the cell ends.
    func pointer<Element: StoredElement>(to element: Element.Type) -> UnsafePointer<Element> {
        Failing.unless(type == Element.type, "kernel: found elements of \(type), expected \(Element.type)")
        return address.assumingMemoryBound(to: element)
    }
}

/// Where a kernel writes elements, and what they are kept as.
package struct MutableElements {
    package let address: UnsafeMutableRawPointer
    package let type: ElementType

    package init(_ address: UnsafeMutableRawPointer, _ type: ElementType) { (self.address, self.type) = (address, type) }

    /// Of 32-bit floats.
    package init(_ floats: UnsafeMutablePointer<Float>) { self.init(UnsafeMutableRawPointer(floats), .float32) }

    package static func + (elements: MutableElements, place: Int) -> MutableElements {
        MutableElements(elements.address + place * elements.type.size, elements.type)
    }

    /// The same for reading.
    package var readable: Elements { Elements(UnsafeRawPointer(address), type) }

    func pointer<Element: StoredElement>(to element: Element.Type) -> UnsafeMutablePointer<Element> {
        .init(mutating: readable.pointer(to: element))
    }

    package var floats: UnsafeMutablePointer<Float> { .init(mutating: readable.floats) }
    var halves: UnsafeMutablePointer<BFloat16> { .init(mutating: readable.halves) }
}
