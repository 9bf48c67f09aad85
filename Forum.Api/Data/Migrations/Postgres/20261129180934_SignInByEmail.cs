using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tryghedsforum.Api.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SignInByEmail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "NewEmailSealed",
                table: "SignInAttempts",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "OldEmailSealed",
                table: "SignInAttempts",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "EmailSealed",
                table: "Invitations",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EmailHash",
                table: "AspNetUsers",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "EmailProvedAt",
                table: "AspNetUsers",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "EmailSealed",
                table: "AspNetUsers",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUsers_EmailHash",
                table: "AspNetUsers",
                column: "EmailHash");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_AspNetUsers_EmailHash",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "NewEmailSealed",
                table: "SignInAttempts");

            migrationBuilder.DropColumn(
                name: "OldEmailSealed",
                table: "SignInAttempts");

            migrationBuilder.DropColumn(
                name: "EmailSealed",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "EmailHash",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "EmailProvedAt",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "EmailSealed",
                table: "AspNetUsers");
        }
    }
}
