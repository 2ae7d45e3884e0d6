import Plotting

extension RasterImage {
    /// How many pixels are within `tolerance` of a colour in every component.
    func count(_ colour: Colour, tolerance: Int = 12) -> Int {
        (0..<height).reduce(0) { $0 + count(colour, row: $1, tolerance: tolerance) }
    }

    func count(_ colour: Colour, row: Int, tolerance: Int = 12) -> Int {
        (0..<width).reduce(0) { $0 + (isNear(colour, $1, row, tolerance) ? 1 : 0) }
    }

    func isNear(_ colour: Colour, _ column: Int, _ row: Int, _ tolerance: Int = 12) -> Bool {
        let pixel = self[column, row]
        let (red, green, blue) = colour.bytes
        return abs(Int(pixel.red) - red) <= tolerance && abs(Int(pixel.green) - green) <= tolerance
            && abs(Int(pixel.blue) - blue) <= tolerance
    }

    /// The columns and rows that a colour reaches.
    func extent(of colour: Colour) -> (columns: ClosedRange<Int>, rows: ClosedRange<Int>)? {
        var left = Int.max, right = -1, top = Int.max, bottom = -1
        for row in 0..<height {
            for column in 0..<width where isNear(colour, column, row, 45) {
                left = min(left, column)
                right = max(right, column)
                top = min(top, row)
                bottom = max(bottom, row)
            }
        }
        return right < 0 ? nil : (left...right, top...bottom)
    }
}
