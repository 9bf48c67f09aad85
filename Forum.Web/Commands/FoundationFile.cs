using System.Text.Json;
using System.Text.Json.Serialization;
using Tryghedsforum.Api.Forums;

namespace Tryghedsforum.Web.Commands;

/// <summary>A forum as a file: the members of <see cref="ForumFoundation"/> in JSON, enums by their names. An unknown member is an error, for it is most likely a slip.</summary>
internal static class FoundationFile
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() }, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Reads it.</summary>
    /// <exception cref="CannotStart">There is no such file, or it is not a forum.</exception>
    public static async Task<ForumFoundation> Read(string path, CancellationToken cancellation)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var foundation = await JsonSerializer.DeserializeAsync<ForumFoundation>(file, Json, cancellation) ?? throw new JsonException("The file is empty.");
            // What is founded by a command is real.
            return foundation with { IsDemo = false };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CannotStart($"{path} does not hold a forum: {exception.Message}");
        }
    }
}
