using System.Buffers.Text;
using System.Security.Cryptography;

namespace Tryghedsforum.Web.Commands;

/// <summary>Makes the pair of keys by which push services know the program. It is kept nowhere: the operator puts it in the configuration.</summary>
internal static class PushKeysCommand
{
    public static async Task<bool> Run(CommandLine line, CancellationToken cancellation)
    {
        if (line.Words.Count != 1) return false;
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keys = pair.ExportParameters(includePrivateParameters: true);
        await line.Output.WriteLineAsync($"Push:PublicKey={Base64Url.EncodeToString([4, .. keys.Q.X!, .. keys.Q.Y!])}");
        await line.Output.WriteLineAsync($"Push:PrivateKey={Base64Url.EncodeToString(keys.D!)}");
        await line.Output.WriteLineAsync("Keep the private one as you keep Keys:Fields. With another pair every member has to choose anew on every device.");
        return true;
    }
}
