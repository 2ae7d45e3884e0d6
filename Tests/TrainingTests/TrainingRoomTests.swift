import XCTest

final class TrainingRoomTests: XCTestCase {}
