//! Native tests.
mod digest;
mod grouping;
