/// The names of the session's top level.
struct GlobalScope {
}
