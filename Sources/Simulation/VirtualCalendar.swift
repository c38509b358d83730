/// The dates of virtual worlds.
package enum VirtualCalendar {
    /// When every virtual world starts, since 1970: 2000-01-01 00:00:00 UTC.
    package static let start = Duration.seconds(946_684_800)
}
