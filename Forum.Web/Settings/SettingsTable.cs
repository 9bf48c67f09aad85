using Tryghedsforum.Api.Data;
using static Tryghedsforum.Web.Settings.SettingKind;

namespace Tryghedsforum.Web.Settings;

/// <summary>Every setting of the program. The README shows it, the start holds the configuration to it, and a test holds the program to it.</summary>
internal static class SettingsTable
{
    private const long Many = 1_000_000_000;

    public static IReadOnlyList<Setting> Rows { get; } =
    [
        new("PublicUrl", "the request's own in Development", "the address that people use. Passkeys are made for its host name, and are lost when it changes", Address),
        new("AllowedHosts", "the hosts of `PublicUrl` and `Sms:PublicUrl`, and this machine", "host names that are answered, between semicolons; any in Development", Anything),
        new("Proxies", "`127.0.0.1,::1`", "addresses or networks of your proxies, between commas: only they are believed about `X-Forwarded-For` and `-Proto`", Anything),
        new("Security:Contact", "none", "where to report a weakness, `mailto:` or `https:`; shown in `/.well-known/security.txt`, which is not there without it", Written("an address that begins with mailto: or https:", IsContact)),

        new("Data:Folder", "`data`", "SQLite file, pictures, and in Development keys and the simulators' memory", Anything),
        new("Database:Kind", "`Sqlite`", "`Sqlite` or `Postgres`", OneOf(Enum.GetNames<DatabaseKind>())),
        new("Database:Connection", "a file in `Data:Folder`", "connection string; needed for PostgreSQL", Anything),
        new("Pictures:Folder", "`pictures` in `Data:Folder`", "where cleaned pictures lie", Anything),

        new("Keys:Fields:{id}", "made in Development", "32 random bytes in base64 that seal personal fields; `{id}` is a number up to 255, several while rotating. Keep them outside the database and back them up apart", Key),
        new("Keys:Current", "the highest id", "which key seals", Number(0, 255)),
        new("Keys:Lookup", "made in Development", "32 other random bytes in base64, for keyed look-ups", Key),
        new("Keys:Certificate", "none in Development", "PKCS #12 file (RSA) that protects the keys of cookies and forms in the database", Anything),
        new("Keys:CertificatePassword", "none", "its password", Anything),
        new("Keys:OldCertificates:{id}", "none", "earlier files, which only read; with the same password", Anything),

new("Oidc:{id}:Authority", "none", "somebody else's login by which members may sign in, too (OpenID Connect: Entra ID, a broker for MitID): its address; `{id}` is a name of small letters, digits and hyphens. Register `{PublicUrl}/log-ind/via/{id}/retur` there; for Entra ID the address names the tenant", Address),
        new("Oidc:{id}:ClientId", "none", "as the provider knows this program", Anything),
        new("Oidc:{id}:ClientSecret", "none", "what the provider knows this program by", Anything),
        new("Oidc:{id}:Label", "`{id}`", "as it is called on the button", Anything),
        new("Oidc:{id}:Acr", "any", "levels, between spaces, one of which is demanded", Anything),
        new("Oidc:{id}:Amr", "any", "methods, between spaces, one of which is demanded", Anything),
        new("Oidc:{id}:SecondStep", "`false`", "its word is enough for police, municipality and coordinators, too: only for a provider that itself asks for two steps; demand that by `Acr` or `Amr` where it tells it", YesOrNo),

        new("Sms:Provider", "`Twilio`", "`Twilio`, or `None`: coordinators see a banner", OneOf("Twilio", "None")),
        new("Sms:AccountSid", "the simulator in Development", "the account", Anything),
        new("Sms:AuthToken", "the simulator in Development", "its secret", Anything),
        new("Sms:PublicUrl", "`PublicUrl`; the program's own in Development", "the address by which the provider reaches this program; its signatures cover it", Address),
        new("Sms:WebhookKey", "the token", "key of a webhook rule that signs with SHA-256", Anything),
        new("Sms:Countries", "`+45`", "countries that reporters' numbers may be of", Written("country codes such as +45, between commas", IsCountries)),
        new("Sms:BaseUrl", "the provider's own", "another server that speaks as the provider does", Address),
        new("Sms:Price", "unknown", "what an SMS costs you in kroner, for the limits of a month that a forum sets: `0.35`. A long text is several", Written("an amount in kroner such as 0.35", text => decimal.TryParse(text, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var price) && price is > 0 and <= 100)),
        new("Sms:ProbeNumber", "none", "a number of your own at the provider, used for nothing else, whose texts it posts to `/sms/inbound` as well: once a day each forum's sender texts it, and what comes home is compared. A forum whose text stays away has an alarm, and `/health/ready` says Degraded. Without it there is no such trip", Written("a number such as +4512345678", text => text.Length is >= 8 and <= 16 && text[0] == '+' && text[1..].All(char.IsAsciiDigit))),
        new("Sms:Patience", "`00:00:15`", "how long the provider's answer is waited for", Duration),
        new("Sms:SimulatorAddress", "the program's own", "Development only: where the simulator is", Address),

        new("Messages:ReporterWait", "`00:00:20`", "so long what staff do to a case can be undone, and so long the messages to its reporter wait; what becomes of several within two minutes is told in one. `00:00:00`: nothing can be undone, and each message leaves at once", Duration),

        new("Email:Provider", "`Simulator` in Development, else `None`", "`Smtp`: a mail server carries codes and invitations; `None`: people are invited and sign in by their numbers only", OneOf("None", "Smtp", "Simulator")),
        new("Email:Host", "none", "the mail server", Anything),
        new("Email:Port", "587; 465 with `Tls`, 25 with `None`", "its port", Number(1, 65535)),
        new("Email:Security", "`StartTls`; `None` to a server on this machine", "`StartTls` (nothing is said before it), `Tls`, or `None`, which is for this machine only", OneOf("StartTls", "Tls", "None")),
        new("Email:User", "none", "who the program is to the mail server", Anything),
        new("Email:Password", "none", "its password", Anything),
        new("Email:From", "none", "the address that the mails come from; its domain should name the server in SPF and sign with DKIM, or they end as spam", Written("an e-mail address such as tryghedsforum@kommunen.example", IsEmail)),

        new("Push:PublicKey", "none", "the public half of a pair of keys that `Forum.Web push-keys` makes: with it members may have a device show that there is news, beside SMS and e-mail", Written("65 bytes in base64url, as push-keys prints them", text => KeyMaterial.IsUrl(text, 65))),
        new("Push:PrivateKey", "none", "its private half; a secret", Written("32 bytes in base64url, as push-keys prints them", text => KeyMaterial.IsUrl(text, 32))),
        new("Push:Subject", "`PublicUrl`", "where the makers of browsers reach you when something is wrong with what you send, `mailto:` or `https:`", Written("an address that begins with mailto: or https:", IsContact)),

        Limit("ReportsPerNumberAndHour", 6, "reports from one telephone number; questions to it count, and it may add as many texts to its cases"),
        Limit("ReportsPerForumAndHour", 120, "reports from the public to one forum"),
        Limit("ReportsPerSourceAndTenMinutes", 30, "reports from one address, per node"),
        Limit("PicturesPerSourceAndTenMinutes", 60, "pictures from one address, per node"),
        Limit("CodesPerNumberAndHour", 5, "sign-in codes to one number or e-mail address"),
        Limit("CodesPerSeriesAndHour", 30, "sign-in codes to numbers that differ in the last four digits, or to e-mail addresses that differ after a +"),
        Limit("CodesPerSourceAndTenMinutes", 20, "sign-in codes asked for from one address, per node"),
        Limit("PasskeysPerSourceAndTenMinutes", 60, "tries with a passkey from one address, per node"),
        Limit("WrongLinksPerSourceAndTenMinutes", 60, "links, invitations, case numbers and picture names that open nothing, from one address or by one person, per node; right ones cost nothing"),
        Limit("JoinCodesPerForumAndHour", 60, "codes to residents who want to join one forum, per node"),
        Limit("CodesPerHour", 600, "sign-in codes of the whole installation; at the cap the log says so as critical, and alerts to crews go on"),
        Limit("WrongCodesPerNumberAndHour", 15, "codes entered for one number or e-mail address, over all its codes, before it gets no more"),

        Days("Contact", 30, 7, 90, "a reporter's number or e-mail, from the case's end, where the forum sets nothing else"),
        Days("Text", 365, 90, 730, "what was written, and the exact place, from the report, where the forum sets nothing else"),
        Days("Picture", 90, 14, 180, "pictures, from their arrival, where the forum sets nothing else"),
        Days("MessageBody", 30, 3, 90, "words of messages, in and out, from their sending"),
        Days("Command", 1, 1, 30, "answers kept so that a doubled request gets the same one"),
        Days("Session", 30, 1, 365, "sessions, from their end"),
        Days("SignIn", 7, 3, 90, "invitations and attempts to sign in"),
        Days("Roster", 90, 14, 365, "days off, extra and swapped shifts, from their day"),
        Days("AuditWords", 730, 365, 3650, "reasons that were given in the audit log"),
        Days("CaseRead", 30, 1, 90, "how far members have read a case, from its end"),

        new("Accessibility:Statement", "none", "address of the accessibility statement (WAS); `/{forum}/was` links to it, and takes what people tell of barriers to the coordinator", Address),
        new("Schedule:Clustered", "`true`", "on PostgreSQL one node does each scheduled round", YesOrNo),
        new("Schedule:On", "`true`", "`false` leaves the scheduled rounds to other nodes", YesOrNo),
        new("Telemetry:Endpoint", "none", "your own measuring system, which is sent figures of queues, sending and requests by OpenTelemetry (OTLP over HTTP): `http://127.0.0.1:4318`. No traces, and nothing that names anybody", Address),
        new("Demo:History", "`true`", "Development only: the demo's fourteen months", YesOrNo),
        new("Simulator:Pace", "`00:00:00.3`", "Development only: how fast the simulated telephones answer", Duration),
        new("Simulator:File", "`telephone-company.jsonl`", "Development only: the simulator's memory, in `Data:Folder`", Anything),
    ];

    /// <summary>The sections that are the program's alone: a name in them that is in no row is a slip.</summary>
    public static IReadOnlyList<string> Sections { get; } = [.. Rows.Where(row => row.Name.Contains(':', StringComparison.Ordinal)).Select(row => row.Section).Distinct()];

    private static Setting Limit(string name, int usual, string what) => new($"Limits:{name}", $"{usual}", what, Number(1, Many));

    private static Setting Days(string name, int usual, int least, int most, string what) => new($"Retention:{name}", $"{usual}", $"days, {least} to {most}: {what}", Number(least, most));

    private static bool IsContact(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "mailto" or "https" && !text.Any(char.IsControl);

    private static bool IsEmail(string text) => text.Split('@') is [{ Length: > 0 }, { Length: > 0 } domain] && domain.Contains('.', StringComparison.Ordinal) && !text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || "<>,;".Contains(letter, StringComparison.Ordinal));

    private static bool IsCountries(string text) => text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).All(code => code.Length > 1 && code[0] == '+' && code.Skip(1).All(char.IsAsciiDigit));
}
