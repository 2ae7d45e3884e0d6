enum Direction { case north, south, east, west }
var d = Direction.north
print(d, d == .north, d != .south)
d = .west
switch d {
case .north, .south: print("vertical")
case .east, .west: print("horizontal")
}
