/// An object that is what its stored properties are: it is kept by them, and who held the same one holds the same one again.
///
/// Classes that cells declare are so without a word, and so are modules and optimisers of any kind.
package protocol KeptByParts: AnyObject {}
