/// A binary heap that can be emptied without giving up its memory; the least comes first.
@frozen
public struct ReusableHeap<Element: Comparable & Sendable>: Sendable {
    @usableFromInline var elements: [Element] = []

    /// Nothing.
    @inlinable
    public init() {}

    /// Whether it has no element.
    @inlinable
    public var isEmpty: Bool { elements.isEmpty }

    /// Adds an element.
    @inlinable @inline(__always)
    public mutating func insert(_ element: Element) {
        var place = elements.count
        elements.append(element)
        while place > 0 {
            let parent = (place - 1) / 2
            guard element < elements[parent] else { break }
            elements[place] = elements[parent]
            place = parent
        }
        elements[place] = element
    }

    /// Takes out the least.
    @inlinable @inline(__always)
    public mutating func popMin() -> Element? {
        guard let first = elements.first, let last = elements.popLast() else { return nil }
        guard !elements.isEmpty else { return first }
        var place = 0
        while true {
            var child = 2 * place + 1
            guard child < elements.count else { break }
            if child + 1 < elements.count, elements[child + 1] < elements[child] { child += 1 }
            guard elements[child] < last else { break }
            elements[place] = elements[child]
            place = child
        }
        elements[place] = last
        return first
    }

    /// Takes out everything.
    @inlinable
    public mutating func removeAll() { elements.removeAll(keepingCapacity: true) }
}
