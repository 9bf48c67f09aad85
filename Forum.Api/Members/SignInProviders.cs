using Microsoft.Extensions.Configuration;

namespace Tryghedsforum.Api.Members;

/// <summary>Somebody else who knows who people are, and by whom members may sign in (OpenID Connect): a municipality's Entra ID, a broker for MitID.</summary>
/// <param name="Name">Its name in addresses and in the configuration; small letters, digits and hyphens.</param>
/// <param name="Label">As it is called on the button.</param>
/// <param name="Authority">Its address; what it says of itself is read from there.</param>
/// <param name="ClientId">As it knows this program.</param>
/// <param name="ClientSecret">What it knows this program by; null: none.</param>
/// <param name="Acr">One of these levels is demanded (<c>acr</c>); none: any will do.</param>
/// <param name="Amr">One of these methods is demanded (<c>amr</c>); none: any will do.</param>
/// <param name="CountsAsSecond">Its word is enough also for those who need two steps.</param>
public sealed record SignInProvider(string Name, string Label, string Authority, string ClientId, string? ClientSecret, IReadOnlyList<string> Acr, IReadOnlyList<string> Amr, bool CountsAsSecond);

/// <summary>The providers of this installation, section <c>Oidc:{name}</c> of the configuration; none by default.</summary>
public sealed class SignInProviders
{
    /// <summary>Reads them.</summary>
    public SignInProviders(IConfiguration configuration) => All =
    [
        .. from section in configuration.GetSection("Oidc").GetChildren()
           select new SignInProvider(section.Key, section["Label"] ?? section.Key, section["Authority"] ?? "", section["ClientId"] ?? "", section["ClientSecret"] is { Length: > 0 } secret ? secret : null,
               Words(section["Acr"]), Words(section["Amr"]), section.GetValue("SecondStep", false)),
    ];

    /// <summary>All of them, in the order of their names.</summary>
    public IReadOnlyList<SignInProvider> All { get; }

    /// <summary>Those whose word is enough also for people who need two steps.</summary>
    internal List<string> CountingAsSecond => [.. All.Where(provider => provider.CountsAsSecond).Select(provider => provider.Name)];

    /// <summary>The provider of that name, or null.</summary>
    public SignInProvider? Find(string? name) => All.FirstOrDefault(provider => provider.Name == name);

    private static string[] Words(string? text) => (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
