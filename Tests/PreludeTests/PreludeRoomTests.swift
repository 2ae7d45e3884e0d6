import XCTest

final class PreludeRoomTests: XCTestCase {}
