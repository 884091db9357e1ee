//! `byoip` against the openssl command line, in both directions: what one
//! writes the other reads, and a signature is checked by the half that did not
//! make it. The commands are the EC2 User Guide's.

use byoip_tests::desk::Desk;
use byoip_tests::simulator::Simulator;

const MESSAGE: &str = "1|aws|123456789012|198.18.1.0/24|20991231|SHA256|RSAPSS";

/// A desk with the message and the pass-phrase of these tests.
fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.set("PASSPHRASE", "correct horse");
    desk.set("MESSAGE", MESSAGE);
    desk
}

/// The guide's own signing line.
const GUIDES_SIGNATURE: &str = r#"echo -n "$MESSAGE" | openssl dgst -sha256 \
    -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:-1 \
    -sign private-key.pem -passin env:PASSPHRASE -keyform PEM |
    openssl base64 | tr -- '+=/' '-_~' | tr -d "\n""#;

/// openssl's own check, over the alphabet turned back.
const OPENSSL_VERIFIES: &str = r#"tr -- '-_~' '+=/' < signature.txt | openssl base64 -d -A > signature.bin
    openssl x509 -in certificate.pem -noout -pubkey > public.pem
    printf %s "$MESSAGE" | openssl dgst -sha256 \
    -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:-1 \
    -verify public.pem -signature signature.bin"#;

#[test]
fn openssl_takes_what_byoip_makes() {
    let desk = desk();
    desk.ok("byoip key new --passphrase-env PASSPHRASE");
    assert!(
        desk.ok("openssl pkey -in private-key.pem -passin env:PASSPHRASE -noout -text")
            .contains("Private-Key: (2048 bit")
    );
    desk.ok(
        "byoip cert new --key private-key.pem --passphrase-env PASSPHRASE --pem \
         --subject '/C=US/ST=Example State/O=Example Corp/CN=byoip.example.com'",
    );
    assert_eq!(
        desk.ok(
            "openssl verify -x509_strict -check_ss_sig -CAfile certificate.pem certificate.pem"
        ),
        "certificate.pem: OK\n"
    );
    assert_eq!(
        desk.ok("openssl x509 -in certificate.pem -noout -subject -nameopt compat"),
        "subject=/C=US/ST=Example State/O=Example Corp/CN=byoip.example.com\n"
    );
    desk.ok(
        "byoip sign --key private-key.pem --passphrase-env PASSPHRASE \
         --message \"$MESSAGE\" > signature.txt",
    );
    assert_eq!(desk.ok(OPENSSL_VERIFIES), "Verified OK\n");
}

#[test]
fn byoip_takes_what_openssl_makes() {
    let desk = desk();
    desk.ok(
        "openssl genpkey -aes256 -pass env:PASSPHRASE -algorithm RSA \
             -pkeyopt rsa_keygen_bits:2048 -out private-key.pem",
    );
    desk.ok(
        "openssl req -new -x509 -key private-key.pem -passin env:PASSPHRASE -days 365 \
             -subj '/CN=byoip.example.com' | tr -d '\\n' > certificate.pem",
    );
    desk.ok(&format!("{GUIDES_SIGNATURE} > signature.txt"));
    assert_eq!(
        desk.ok(
            "byoip verify --cert certificate.pem --message \"$MESSAGE\" \
                 --signature \"$(cat signature.txt)\""
        ),
        "verified\n"
    );
    assert_eq!(
        desk.ok(
            "byoip verify --key private-key.pem --passphrase-env PASSPHRASE \
                 --message \"$MESSAGE\" --signature-file signature.txt"
        ),
        "verified\n"
    );
    desk.ok("byoip cert new --key private-key.pem --passphrase-env PASSPHRASE --pem --out own.pem");
    assert_eq!(
        desk.ok("openssl x509 -in own.pem -noout -pubkey"),
        desk.ok("openssl pkey -in private-key.pem -passin env:PASSPHRASE -pubout")
    );
}

#[test]
fn byoip_reads_the_keys_of_older_guides() {
    let desk = desk();
    desk.ok(
        "openssl genrsa -traditional -aes256 -passout env:PASSPHRASE -out private-key.pem 2048",
    );
    desk.ok("byoip sign --key private-key.pem --passphrase-env PASSPHRASE --message \"$MESSAGE\"");
}

#[test]
fn each_wrong_recipe_is_named() {
    let desk = desk();
    desk.ok("byoip key new --passphrase-env PASSPHRASE");
    desk.ok("byoip cert new --key private-key.pem --passphrase-env PASSPHRASE --out cert.pem");
    #[track_caller]
    fn check(desk: &Desk, from: &str, to: &str, expected: &str) {
        let recipe = GUIDES_SIGNATURE.replace(from, to);
        assert_ne!(recipe, GUIDES_SIGNATURE, "{from} is in the guide's line");
        desk.ok(&format!("{recipe} > signature.txt"));
        let verify = "byoip verify --cert cert.pem --message \"$MESSAGE\" \
                      --signature-file signature.txt";
        let answer = desk.fails(verify, 4);
        assert_eq!(answer, format!("not verified: {expected}\n"));
    }
    check(
        &desk,
        "echo -n",
        "echo",
        "the signed text has a line end behind the message; use printf %s or echo -n",
    );
    check(
        &desk,
        "-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:-1",
        "",
        "the padding is PKCS#1 v1.5, not PSS; sign with rsa_padding_mode:pss",
    );
    check(
        &desk,
        "saltlen:-1",
        "saltlen:-2",
        "the salt has 222 bytes, not 32; sign with rsa_pss_saltlen:-1",
    );
    check(
        &desk,
        " | tr -d \"\\n\"",
        "",
        "a line end at character 65; run it through tr -d '\\n'",
    );
    check(
        &desk,
        "$MESSAGE",
        "$MESSAGE and more",
        "another key signed it, or this key signed another message",
    );
}

#[test]
fn message_and_signature_go_through_pipes_without_a_line_end() {
    let desk = desk();
    let message = "byoip message --account 123456789012 --cidr 198.18.1.0/24 --expires 2099-12-31";
    assert_eq!(desk.ok(message), MESSAGE);
    desk.ok("byoip key new --no-passphrase");
    desk.ok(&format!(
        "{message} > message.txt && byoip sign --key private-key.pem < message.txt > signature.txt"
    ));
    desk.ok(
        "byoip verify --key private-key.pem --message-file message.txt \
         --signature-file signature.txt",
    );
}

/// What is made for a simulator's world has that world's dates.
#[test]
fn a_simulator_that_is_named_says_what_day_it_is() {
    let simulator = Simulator::start_with(&["--start", "2031-05-06T07:08:09Z"]);
    let mut desk = desk();
    desk.set("BYOIP_SIMULATOR_URL", &simulator.url());
    let message = "byoip message --account 123456789012 --cidr 198.18.1.0/24 --expires 30d";
    let told = desk.ok(message);
    assert!(told.contains("|20310605|"), "{told}");
    let told = desk.ok(&format!("{message} --now 2027-01-01T00:00:00Z"));
    assert!(told.contains("|20270131|"), "{told}");
    desk.ok("byoip key new --no-passphrase && byoip cert new --key private-key.pem --pem");
    let told = desk.ok("openssl x509 -in certificate.pem -noout -startdate");
    assert_eq!(told, "notBefore=May  6 07:08:09 2031 GMT\n");
    let told = desk.fails(&format!("{message} --simulator http://127.0.0.1:1"), 3);
    assert!(told.contains("or say it with --now"), "{told}");
}

#[test]
fn a_line_end_is_reported_and_dropped_only_if_asked() {
    let desk = desk();
    desk.ok("byoip key new --no-passphrase && printf '%s\\n' \"$MESSAGE\" > message.txt");
    let signed =
        desk.run("byoip sign --key private-key.pem --message-file message.txt > as-is.txt");
    assert!(signed.status.success());
    assert_eq!(
        String::from_utf8_lossy(&signed.stderr),
        "byoip: warning: a line end stands behind the message and is signed with it, which AWS \
         refuses; use --trim, or write the message with printf %s\n"
    );
    let verify = "byoip verify --key private-key.pem --message \"$MESSAGE\" --signature-file";
    desk.fails(&format!("{verify} as-is.txt"), 4);

    desk.ok("byoip sign --key private-key.pem --message-file message.txt --trim > trimmed.txt");
    desk.ok(&format!("{verify} trimmed.txt"));
}

#[test]
fn a_line_end_behind_the_message_is_all_that_is_wrong() {
    let desk = desk();
    desk.ok("byoip key new --no-passphrase && printf '%s\\n' \"$MESSAGE\" > message.txt");
    desk.ok("byoip sign --key private-key.pem --message \"$MESSAGE\" > signature.txt");
    let verify = "byoip verify --key private-key.pem --message-file message.txt \
                  --signature-file signature.txt";
    assert_eq!(
        desk.fails(verify, 4),
        "not verified: the message has a line end behind it that was not signed; remove it \
         from the message, the signature is right\n\
         byoip: warning: a line end stands behind the message and is checked with it; AWS gets \
         none, so write the message with printf %s or echo -n\n"
    );
}

#[test]
fn a_certificate_is_what_a_registry_takes_and_never_destroys_its_key() {
    let desk = desk();
    desk.ok("byoip key new --no-passphrase && ln private-key.pem hard.pem");
    let key = desk.ok("cat private-key.pem && ln -s private-key.pem soft.pem");
    for out in ["private-key.pem", "./hard.pem", "soft.pem"] {
        let new = format!("byoip cert new --key private-key.pem --out {out} --force");
        let said = desk.fails(&new, 1);
        let reason = "is the private key itself; choose another file with --out\n";
        assert_eq!(said, format!("byoip: {out} {reason}"));
        assert_eq!(desk.ok("cat private-key.pem"), key);
    }

    let made = desk.run("byoip cert new --key private-key.pem");
    assert!(made.status.success());
    let example = "/C=US/ST=Washington/L=Seattle/O=Example Corp/OU=Network/CN=byoip.example.com";
    assert_eq!(
        String::from_utf8_lossy(&made.stderr),
        format!(
            "byoip: warning: the certificate names an example, {example}; \
             name yourself with --subject\n"
        )
    );
    assert_eq!(desk.ok("wc -l < certificate.pem").trim(), "0");
    desk.ok("byoip cert new --key private-key.pem --subject /CN=x --pem --out lines.pem");
    assert_eq!(
        desk.ok("openssl x509 -in lines.pem -noout -subject -nameopt compat"),
        "subject=/CN=x\n"
    );
}

/// Answers the question for a pass-phrase with Ctrl-C, as soon as it is asked,
/// and prints whether the terminal still echoes when the program has ended.
const CTRL_C_AT_THE_QUESTION: &str = "
import os, pty, termios
child, terminal = pty.fork()
if child == 0:
    os.execvp('byoip', ['byoip', 'key', 'new'])
while b'Pass-phrase' not in os.read(terminal, 100): pass
while termios.tcgetattr(terminal)[3] & termios.ECHO: pass
os.write(terminal, bytes([3]))
_, status = os.waitpid(child, 0)
echoes = termios.tcgetattr(terminal)[3] & termios.ECHO
print(os.waitstatus_to_exitcode(status), 'echo' if echoes else 'silence')
";

#[test]
fn the_terminal_echoes_again_after_ctrl_c() {
    let mut desk = desk();
    desk.set("ASK", CTRL_C_AT_THE_QUESTION);
    assert_eq!(desk.line("python3 -c \"$ASK\""), "130 echo");
}

/// Command lines that fail, with the exit code and what is said.
const ENDS: &[(&str, i32, &str)] = &[
    ("byoip", 1, "Usage: byoip <COMMAND>"),
    ("byoip sing", 1, "unrecognized subcommand 'sing'"),
    (
        "byoip message --account 0123456789AB --cidr 198.18.1.0/24 --expires 30d",
        1,
        "an account id has digits only",
    ),
    (
        "byoip key new --no-passphrase",
        1,
        "byoip: private-key.pem is there already; choose another name, \
             or replace it with --force\n",
    ),
    (
        "byoip key new --out other.pem",
        1,
        "byoip: no pass-phrase, and no terminal to ask on; \
             use --passphrase-env or --passphrase-file\n",
    ),
    (
        "byoip sign --key missing.pem --message \"$MESSAGE\"",
        3,
        "byoip: cannot read missing.pem: No such file or directory",
    ),
    (
        "echo nonsense > key.pem; byoip sign --key key.pem --message \"$MESSAGE\"",
        2,
        "byoip: key.pem is no key in PEM; make one with byoip key new\n",
    ),
    (
        "openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out pss.pem \
             && byoip sign --key pss.pem --message \"$MESSAGE\"",
        2,
        "byoip: pss.pem is an RSA-PSS key, and AWS documents plain RSA; \
             make one with byoip key new\n",
    ),
    (
        "printf 'version: 1\\nname: x\\nsteps: [{ shell: \"true\" }]\\n' > a.yaml; \
             byoip run a.yaml > /dev/full",
        3,
        "byoip: cannot write to stdout: No space left on device",
    ),
    (
        "byoip cert new --key private-key.pem --days 0",
        1,
        "invalid value '0' for '--days <DAYS>'",
    ),
    (
        "byoip key new --no-passphrase --out short.pem --bits 1024",
        1,
        "1024 is not in 2048..=4096",
    ),
    (
        "byoip sign --key private-key.pem < /dev/null",
        1,
        "byoip: there is no message to sign; give one with --message, --message-file \
             or on stdin\n",
    ),
    (
        "byoip key new --no-passphrase --out full.pem --json > /dev/full",
        3,
        "cannot write",
    ),
];

#[test]
fn every_end_has_its_code() {
    let desk = desk();
    desk.ok("byoip --help && byoip --version");
    desk.ok("byoip key new --no-passphrase");
    for (line, code, expected) in ENDS {
        let text = desk.fails(line, *code);
        assert!(text.contains(expected), "{line}\n{text}");
    }
}
