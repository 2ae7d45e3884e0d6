import XCTest

final class TensorsRoomTests: XCTestCase {}
