use super::*;

#[test]
fn a_listener_is_named_as_tools_on_this_machine_reach_it() {
    for (listener, named) in [
        ("127.0.0.1:4566", "127.0.0.1:4566"),
        ("0.0.0.0:4566", "127.0.0.1:4566"),
        ("[::]:4566", "[::1]:4566"),
        ("192.0.2.1:4566", "192.0.2.1:4566"),
    ] {
        let listener: SocketAddr = listener.parse().unwrap();
        assert_eq!(reachable(listener).to_string(), named);
    }
}
