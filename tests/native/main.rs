//! Native tests.
mod digest;
