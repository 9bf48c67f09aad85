using System.Globalization;
using System.Security.Cryptography;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Web.Settings;

/// <summary>Holds the configuration to <see cref="SettingsTable"/>, and outside Development to what a real forum needs. The first fault stops the start, in one sentence.</summary>
internal static class SettingsCheck
{
    private const string SimulatorAccount = "AC00000000000000000000000000000000", SimulatorToken = "simulator";

    /// <summary>Checks everything that needs no database.</summary>
    /// <exception cref="CannotStart">With what is wrong; never with a secret's value.</exception>
    public static void Check(IConfiguration configuration, IHostEnvironment environment)
    {
        foreach (var (name, text) in SettingsTable.Sections.SelectMany(section => configuration.GetSection(section).AsEnumerable()).Concat(SettingsTable.Rows.Select(row => KeyValuePair.Create(row.Name, configuration[row.Name]))))
        {
            if (string.IsNullOrEmpty(text)) continue;
            var row = SettingsTable.Rows.FirstOrDefault(one => one.IsFor(name)) ?? throw new CannotStart($"{name} is no setting of this program: the table in README.md has them all.");
            Demand(row.Kind.Accepts(text), $"{name} must be {row.Kind.Expected}.");
        }

        CheckEmail(configuration, environment);
        CheckPush(configuration);
        if (environment.IsDevelopment()) return;
        CheckKeys(configuration);
        CheckAddresses(configuration);
        CheckSms(configuration);
        CheckProviders(configuration);
        Demand(Given(configuration["Keys:Certificate"]), "Keys:Certificate is missing: outside Development a certificate protects the keys of cookies and forms in the database.");
        CheckCertificates(configuration);
    }

    private static void CheckKeys(IConfiguration configuration)
    {
        var fields = configuration.GetSection("Keys:Fields").GetChildren().Where(key => Given(key.Value)).ToList();
        Demand(fields.Count > 0 && Given(configuration["Keys:Lookup"]),
            "Keys:Fields and Keys:Lookup are missing: outside Development the program makes no keys of its own for what it keeps sealed.");
        foreach (var id in fields.Select(key => key.Key)) Demand(byte.TryParse(id, CultureInfo.InvariantCulture, out _), $"Keys:Fields:{id} must be named by a number from 0 to 255.");
        Demand(!Given(configuration["Keys:Current"]) || fields.Any(key => key.Key == configuration["Keys:Current"]), "Keys:Current names none of Keys:Fields.");
        var keys = fields.Select(key => (key.Path, Key: KeyMaterial.Read(key.Value!)!)).Append((Path: "Keys:Lookup", Key: KeyMaterial.Read(configuration["Keys:Lookup"]!)!)).ToList();
        foreach (var (path, key) in keys) Demand(!KeyMaterial.IsGuessable(key), $"{path} is no random key: make one with openssl rand -base64 32.");
        Demand(keys.Select(key => Convert.ToHexString(key.Key)).Distinct().Count() == keys.Count, "Keys:Fields and Keys:Lookup must all be different keys.");
    }

    private static void CheckAddresses(IConfiguration configuration)
    {
        Demand(Given(configuration["PublicUrl"]), "PublicUrl is missing: say at which address people reach the program, for instance https://tryghedsforum.example.");
        foreach (var name in new[] { "PublicUrl", "Sms:PublicUrl" })
            Demand(configuration[name] is not { Length: > 0 } text || new Uri(text) is { Scheme: "https" } or { IsLoopback: true }, $"{name} must begin with https: what people and the provider send is not for others to read.");
    }

    private static void CheckSms(IConfiguration configuration)
    {
        if (string.Equals(configuration["Sms:Provider"], "None", StringComparison.OrdinalIgnoreCase)) return;
        Demand(Given(configuration["Sms:AccountSid"]) && Given(configuration["Sms:AuthToken"]),
            "Sms:AccountSid and Sms:AuthToken are missing: without them nobody is told anything by SMS; to run without SMS, say Sms:Provider=None.");
        Demand(configuration["Sms:AccountSid"] != SimulatorAccount && configuration["Sms:AuthToken"] != SimulatorToken && !Given(configuration["Sms:SimulatorAddress"]),
            "Sms:AccountSid, Sms:AuthToken or Sms:SimulatorAddress are the simulator's: it exists in Development only.");
    }

    // A code that a stranger on the line can read, or that goes nowhere, is as bad in Development.
    private static void CheckEmail(IConfiguration configuration, IHostEnvironment environment)
    {
        bool Is(string name, string value) => string.Equals(configuration[name], value, StringComparison.OrdinalIgnoreCase);
        Demand(environment.IsDevelopment() || !Is("Email:Provider", "Simulator"), "Email:Provider=Simulator exists in Development only: it shows every mail on a page.");
        if (!Is("Email:Provider", "Smtp")) return;
        Demand(Given(configuration["Email:Host"]) && Given(configuration["Email:From"]), "Email:Host and Email:From are missing: by Smtp a mail server sends, from an address of yours; to run without e-mail, say Email:Provider=None.");
        Demand(Given(configuration["Email:User"]) == Given(configuration["Email:Password"]), "Email:User and Email:Password go together: the mail server asks for both or for neither.");
        Demand(!Is("Email:Security", "None") || Hosts.ThisMachine.Contains(configuration["Email:Host"]), "Email:Security=None is for a mail server on this machine: on any other line codes and invitations could be read.");
    }

    private static void CheckPush(IConfiguration configuration)
    {
        var (known, own) = (configuration["Push:PublicKey"], configuration["Push:PrivateKey"]);
        if (!Given(known) && !Given(own)) return;
        Demand(Given(known) && Given(own) && KeyMaterial.IsPair(known!, own!), "Push:PublicKey and Push:PrivateKey are not the two halves of one pair: take both as push-keys printed them.");
        Demand(Given(configuration["Push:Subject"]) || configuration["PublicUrl"]?.StartsWith("https:", StringComparison.Ordinal) is true, "Push:Subject is missing: say where the makers of browsers reach you, mailto: or https:.");
    }

    private static void CheckProviders(IConfiguration configuration)
    {
        foreach (var provider in new SignInProviders(configuration).All)
            Demand(provider.Name.Length <= 20 && provider.Name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
                && provider.Authority.StartsWith("https:", StringComparison.Ordinal) && Given(provider.ClientId),
                $"Oidc:{provider.Name} is not complete: it needs a name of small letters, digits and hyphens, Authority (https) and ClientId, as the provider gave them.");
    }

    private static void CheckCertificates(IConfiguration configuration)
    {
        try
        {
            foreach (var certificate in KeyRing.Certificates(configuration)) certificate.Dispose();
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CannotStart($"Keys:Certificate, Keys:OldCertificates or Keys:CertificatePassword: {failure.Message}");
        }
    }

    private static bool Given(string? text) => !string.IsNullOrWhiteSpace(text);

    private static void Demand(bool right, string sentence)
    {
        if (!right) throw new CannotStart(sentence);
    }
}
