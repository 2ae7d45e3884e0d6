import XCTest

final class OptimizersRoomTests: XCTestCase {}
