import XCTest

final class REPLRoomTests: XCTestCase {}
