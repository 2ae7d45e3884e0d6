import XCTest

final class LayersRoomTests: XCTestCase {}
