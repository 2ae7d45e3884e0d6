import XCTest

final class DatasetsRoomTests: XCTestCase {}
