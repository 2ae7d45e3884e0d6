import XCTest

final class PlottingRoomTests: XCTestCase {}
