use beian::digest::{Digests, sha256_hex, sm3_hex};

#[test]
fn sha256_matches_the_published_vectors() {
    assert_eq!(sha256_hex(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[test]
fn sm3_matches_the_vectors_of_the_standard() {
    // GB/T 32905-2016, appendix A.
    assert_eq!(sm3_hex(b"abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    let long = "abcd".repeat(16);
    assert_eq!(sm3_hex(long.as_bytes()), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

#[test]
fn digests_state_the_size_in_bytes() {
    assert_eq!(Digests::of("备案".as_bytes()).size, 6);
}
