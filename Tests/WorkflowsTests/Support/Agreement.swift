/// Whether two numbers agree to so many parts of their size.
func agree(_ found: Double, _ expected: Double, to tolerance: Double) -> Bool {
    found == expected || (found - expected).magnitude <= tolerance * expected.magnitude
}
