import XCTest

final class SignalsRoomTests: XCTestCase {}
