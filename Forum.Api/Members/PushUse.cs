namespace Tryghedsforum.Api.Members;

/// <summary>Whether members may have a device show that there is news, beside what they are told.</summary>
/// <param name="PublicKey">The public key by which push services know the program, base64url; null: there are no keys, and the choice is not shown.</param>
/// <param name="IsReal">Only addresses of the internet are called; else those of this machine, too.</param>
public sealed record PushUse(string? PublicKey, bool IsReal)
{
    /// <summary>They may.</summary>
    public bool IsOn => PublicKey is not null;

    internal bool Admits(Uri address) => PublicAddress.MayBe(address) || (!IsReal && address is { IsAbsoluteUri: true, Scheme: "https" or "http", UserInfo: "" });
}
